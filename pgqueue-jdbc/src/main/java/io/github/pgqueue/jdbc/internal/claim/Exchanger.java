package io.github.pgqueue.jdbc.internal.claim;

import io.github.pgqueue.JobState;
import io.github.pgqueue.StoreException;
import io.github.pgqueue.jdbc.internal.connect.AnswerLimit;
import io.github.pgqueue.jdbc.internal.connect.Database;
import io.github.pgqueue.jdbc.internal.connect.Failure;
import io.github.pgqueue.jdbc.internal.retention.Forgetting;
import io.github.pgqueue.jdbc.internal.row.ClaimedRow;
import io.github.pgqueue.jdbc.internal.row.Frontier;
import io.github.pgqueue.jdbc.internal.row.Frontier.Place;
import io.github.pgqueue.jdbc.internal.text.Chunks;
import io.github.pgqueue.jdbc.internal.text.PlanSize;
import io.github.pgqueue.jdbc.internal.text.Statements;
import io.github.pgqueue.jdbc.internal.text.Values;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.ExchangeResult;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.Settlement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Settles and claims. Thread-safe. */
public final class Exchanger {

    /** The place of the first column of what was claimed; before it stands the kind of the row. */
    private static final int FIRST = 2;

    /** So many claims in a row are given all that they ask for, where a backlog is being done and nobody waits for order. */
    private static final int FULL_LOOKS = 16;

    private final Database database;
    private final AnswerLimit limit;
    private final ExchangeTexts texts;
    private final Forgetting forgetting;
    private final PlanSize size;
    private final FirstJob first;
    private final Frontier frontier = new Frontier(System::nanoTime, FULL_LOOKS, Duration.ZERO);

    /**
     * For one table.
     *
     * @param statements its statements
     * @param database where it is
     * @param limit how long an exchange may take: somebody waits for the jobs that it claims
     * @param forgetting deletes what is not to be kept
     * @param size is told how large the table is
     */
    public Exchanger(
            Statements statements, Database database, AnswerLimit limit, Forgetting forgetting, PlanSize size) {
        this.database = database;
        this.limit = limit;
        this.texts = new ExchangeTexts(statements, limit.waitForLock());
        this.forgetting = forgetting;
        this.size = size;
        this.first = new FirstJob(statements, database, limit, size);
    }

    /** In one statement, unless the results are too large for one: then the last one claims. */
    public ExchangeResult exchange(String attempt, Exchange exchange) {
        if (exchange.settlements().isEmpty()) {
            return exchangeOne(attempt, exchange);
        }
        List<List<Settlement>> chunks = Chunks.of(exchange.settlements(), Exchanger::size);
        List<Fence> lost = new ArrayList<>();
        ExchangeResult result = new ExchangeResult(List.of(), List.of(), Optional.empty());
        for (int chunk = 0; chunk < chunks.size(); chunk++) {
            int limit = chunk == chunks.size() - 1 ? exchange.limit() : 0;
            Exchange part =
                    new Exchange(exchange.queueName(), exchange.node(), exchange.claim(), chunks.get(chunk), limit);
            result = exchangeOne(attempt, part);
            lost.addAll(result.lost());
        }
        return new ExchangeResult(result.claimed(), lost, result.nextDue());
    }

    private static long size(Settlement settlement) {
        byte[] result = settlement.result();
        return result == null ? 0 : result.length;
    }

    private ExchangeResult exchangeOne(String attempt, Exchange exchange) {
        Optional<FirstJob.Found> found = first.claim(attempt, exchange);
        if (found.isEmpty()) {
            return exchangeAny(attempt, exchange);
        }
        ExchangeResult alone = new ExchangeResult(List.of(found.get().job()), List.of(), Optional.empty());
        return found.get().more() ? withRest(attempt, exchange, alone) : alone;
    }

    /** From the start, and under the same claim, so that all is taken back if this fails. */
    private ExchangeResult withRest(String attempt, Exchange exchange, ExchangeResult some) {
        int left = exchange.limit() - some.claimed().size();
        ExchangeResult rest = exchangeAny(
                attempt, new Exchange(exchange.queueName(), exchange.node(), exchange.claim(), List.of(), left));
        List<ClaimedJob> claimed = new ArrayList<>(rest.claimed());
        claimed.addAll(some.claimed());
        claimed.sort(ClaimedRow.ORDER);
        return new ExchangeResult(claimed, some.lost(), rest.nextDue());
    }

    private ExchangeResult exchangeAny(String attempt, Exchange exchange) {
        Place from = exchange.limit() > 0 ? frontier.of(exchange.queueName()) : Place.START;
        long since = frontier.now();
        Answer answer = settle(attempt, exchange, from);
        if (answer.settlements.kind() != Settlements.Kind.UNKEPT) {
            forgetting.forget(exchange.queueName(), answer.settlements::in);
        }
        ExchangeResult result = answer.result();
        if (exchange.limit() > 0) {
            frontier.found(exchange.queueName(), from, since, result.claimed(), exchange.limit());
        }
        if (!from.equals(Place.START) && result.claimed().size() < exchange.limit()) {
            return withRest(attempt, exchange, result);
        }
        first.looked(exchange, result.claimed().size(), result.nextDue().isPresent());
        return result;
    }

    /** What the server has refused for what is beside the matter is said in another way: it would be refused for ever. */
    private Answer settle(String attempt, Exchange exchange, Place from) {
        Settlements settlements = new Settlements(exchange.settlements(), forgetting.keepsDone());
        try {
            return run(attempt, exchange, from, settlements, Values::clean);
        } catch (StoreException refused) {
            if (settlements.kind() == Settlements.Kind.UNKEPT && forgetting.givesWayTo(refused)) {
                return run(attempt, exchange, from, new Settlements(exchange.settlements(), true), Values::clean);
            }
            if (!Failure.isAboutEncoding(refused)) {
                throw refused;
            }
            return run(attempt, exchange, from, settlements, Values::ascii);
        }
    }

    private Answer run(
            String attempt, Exchange exchange, Place from, Settlements settlements, UnaryOperator<String> message) {
        return database.statement(
                attempt,
                handle ->
                        limit.within(handle.getConnection(), () -> run(handle, exchange, from, settlements, message)));
    }

    private Answer run(
            Handle handle, Exchange exchange, Place from, Settlements settlements, UnaryOperator<String> message) {
        Answer answer = new Answer(exchange, settlements);
        Settlements.Kind settled = answer.settlements.kind();
        try (Query query = handle.createQuery(texts.of(settled, exchange.limit() > 0, size.pages()))) {
            query.bind("queue", exchange.queueName());
            if (settled != Settlements.Kind.NONE) {
                answer.settlements.bind(query, message);
            }
            if (exchange.limit() > 0) {
                query.bind("limit", (long) exchange.limit());
                query.bind("node", exchange.node());
                query.bind("claim", exchange.claim());
                from.bindTo(query);
            }
            query.map((row, context) -> answer.take(row)).list();
        }
        return answer;
    }

    /** Collects the rows of one execution. */
    private final class Answer {

        private final Exchange exchange;
        private final Settlements settlements;
        private final List<ClaimedJob> claimed = new ArrayList<>();
        private Optional<Duration> nextDue = Optional.empty();

        Answer(Exchange exchange, Settlements settlements) {
            this.exchange = exchange;
            this.settlements = settlements;
        }

        boolean take(ResultSet row) throws SQLException {
            String kind = row.getString("kind");
            switch (kind) {
                case "claimed" -> claimed.add(ClaimedRow.read(row, FIRST, exchange));
                case "table" -> {
                    size.saw(row.getLong("bytes"));
                    nextDue = dueIn(row);
                }
                default -> settlements.settled(row.getInt("place"), JobState.ofStatus(kind), dueIn(row));
            }
            return true;
        }

        private static Optional<Duration> dueIn(ResultSet row) throws SQLException {
            long dueIn = row.getLong("due_in");
            return row.wasNull() ? Optional.empty() : Optional.of(Duration.ofMillis(dueIn));
        }

        ExchangeResult result() {
            claimed.sort(ClaimedRow.ORDER);
            boolean all = claimed.size() < exchange.limit();
            return new ExchangeResult(
                    claimed, settlements.lost(), all ? first(nextDue, settlements.nextDue()) : Optional.empty());
        }

        private static Optional<Duration> first(Optional<Duration> one, Optional<Duration> other) {
            return Stream.of(one, other).flatMap(Optional::stream).min(Duration::compareTo);
        }
    }
}
