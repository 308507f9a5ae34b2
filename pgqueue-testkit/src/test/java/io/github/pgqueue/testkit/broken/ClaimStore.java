package io.github.pgqueue.testkit.broken;

import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.ExchangeResult;
import io.github.pgqueue.spi.QueueStore;
import java.util.List;
import java.util.function.UnaryOperator;

/** A store that changes what is asked of it, or what it answers. */
final class ClaimStore extends ForwardingStore {

    private final UnaryOperator<Exchange> question;
    private final Answer answer;

    /** What is made of an answer. */
    interface Answer {
        ExchangeResult of(Exchange exchange, ExchangeResult result);
    }

    private ClaimStore(QueueStore inner, UnaryOperator<Exchange> question, Answer answer) {
        super(inner);
        this.question = question;
        this.answer = answer;
    }

    static ClaimStore asking(QueueStore inner, UnaryOperator<Exchange> question) {
        return new ClaimStore(inner, question, (exchange, result) -> result);
    }

    static ClaimStore answering(QueueStore inner, Answer answer) {
        return new ClaimStore(inner, exchange -> exchange, answer);
    }

    /** Changes the claimed jobs only. */
    static ClaimStore claiming(QueueStore inner, UnaryOperator<List<ClaimedJob>> change) {
        return answering(inner, (exchange, result) -> withClaimed(result, change.apply(result.claimed())));
    }

    static ExchangeResult withClaimed(ExchangeResult result, List<ClaimedJob> claimed) {
        return new ExchangeResult(claimed, result.lost(), result.nextDue());
    }

    static Exchange withLimit(Exchange exchange, int limit) {
        return new Exchange(exchange.queueName(), exchange.node(), exchange.claim(), exchange.settlements(), limit);
    }

    @Override
    public ExchangeResult exchange(Exchange exchange) {
        return answer.of(exchange, super.exchange(question.apply(exchange)));
    }
}
