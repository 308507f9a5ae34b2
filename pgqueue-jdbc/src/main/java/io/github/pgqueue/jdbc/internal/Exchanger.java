package io.github.pgqueue.jdbc.internal;

import io.github.pgqueue.StoreException;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.ExchangeResult;
import io.github.pgqueue.spi.Fence;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Settles and claims. Thread-safe. */
final class Exchanger {

    /** As the rule has it; the server returns rows of an UPDATE as they come. */
    private static final Comparator<ClaimedJob> ORDER = Comparator.comparingInt(ClaimedJob::priority)
            .thenComparing(ClaimedJob::runAt)
            .thenComparingLong(ClaimedJob::id);

    private final Database database;
    private final ExchangeTexts texts;
    private final PlanSize size = new PlanSize();

    /**
     * For one table.
     *
     * @param statements its statements
     * @param database where it is
     */
    Exchanger(Statements statements, Database database) {
        this.database = database;
        this.texts = new ExchangeTexts(statements);
    }

    ExchangeResult exchange(String attempt, Exchange exchange) {
        try {
            return database.statement(attempt, handle -> run(handle, exchange, Values::clean));
        } catch (StoreException refused) {
            if (!Failure.isAboutEncoding(refused)) {
                throw refused;
            }
            // Else the settlement would be refused for ever.
            return database.statement(attempt, handle -> run(handle, exchange, Values::ascii));
        }
    }

    private ExchangeResult run(Handle handle, Exchange exchange, UnaryOperator<String> message) {
        Answer answer = new Answer(exchange);
        String text = texts.of(!exchange.settlements().isEmpty(), exchange.limit(), size.pages());
        try (Query query = handle.createQuery(text)) {
            query.bind("queue", exchange.queueName());
            if (!exchange.settlements().isEmpty()) {
                answer.settlements.bind(query, message);
            }
            if (exchange.limit() > 0) {
                query.bind("limit", (long) exchange.limit());
                query.bind("node", exchange.node());
                query.bind("claim", exchange.claim());
            }
            query.map((row, context) -> answer.take(row)).list();
        }
        return answer.result();
    }

    /** Collects the rows of one execution. */
    private final class Answer {

        private final Exchange exchange;
        private final Settlements settlements;
        private final List<ClaimedJob> claimed = new ArrayList<>();
        private Optional<Duration> nextDue = Optional.empty();

        Answer(Exchange exchange) {
            this.exchange = exchange;
            this.settlements = new Settlements(exchange.settlements());
        }

        boolean take(ResultSet row) throws SQLException {
            String kind = row.getString("kind");
            switch (kind) {
                case "settled" -> settlements.settled(row.getInt("place"));
                case "claimed" -> claimed.add(job(row));
                case "table" -> {
                    size.saw(row.getLong("bytes"));
                    long dueIn = row.getLong("due_in");
                    nextDue = row.wasNull() ? Optional.empty() : Optional.of(Duration.ofMillis(dueIn));
                }
                default -> throw new IllegalStateException("kind of row: " + kind);
            }
            return true;
        }

        private ClaimedJob job(ResultSet row) throws SQLException {
            return new ClaimedJob(
                    new Fence(row.getLong("id"), row.getInt("attempt"), exchange.claim()),
                    exchange.queueName(),
                    row.getBytes("payload"),
                    row.getInt("priority"),
                    row.getObject("run_at", OffsetDateTime.class).toInstant(),
                    row.getObject("created_at", OffsetDateTime.class).toInstant());
        }

        ExchangeResult result() {
            claimed.sort(ORDER);
            boolean all = claimed.size() < exchange.limit();
            return new ExchangeResult(
                    claimed, settlements.lost(), all ? first(nextDue, settlements.nextDue()) : Optional.empty());
        }

        private static Optional<Duration> first(Optional<Duration> one, Optional<Duration> other) {
            return Stream.of(one, other).flatMap(Optional::stream).min(Duration::compareTo);
        }
    }
}
