package io.github.pgqueue.testkit.broken;

import io.github.pgqueue.JobInfo;
import io.github.pgqueue.NewJob;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.ExchangeResult;
import io.github.pgqueue.spi.Inserted;
import io.github.pgqueue.spi.QueueStore;
import io.github.pgqueue.spi.Settlement;
import io.github.pgqueue.spi.Transactions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** A store in a pretended database: jobs of transactions that are open are there for nobody. */
final class PretendStore extends ForwardingStore {

    private final PretendDatabase database;
    private final Transactions transactions;

    PretendStore(QueueStore inner, PretendDatabase database, Transactions transactions) {
        super(inner);
        this.database = database;
        this.transactions = transactions;
    }

    @Override
    public Optional<Transactions> transactions() {
        return Optional.of(transactions);
    }

    @Override
    public Optional<JobInfo> find(String queueName, long id) {
        return super.find(queueName, id).filter(job -> !database.hidden().contains(id));
    }

    /** Whether a key is held that a transaction holds which is open is known once that has ended. */
    @Override
    public List<Inserted> insert(String queueName, List<NewJob> jobs) {
        List<Inserted> inserted = super.insert(queueName, jobs);
        if (jobs.size() == 1
                && inserted.get(0).wasThere()
                && isHidden(inserted.get(0).id())) {
            database.awaitThat(() -> !isHidden(inserted.get(0).id()));
            return super.insert(queueName, jobs);
        }
        return inserted;
    }

    /** What is hidden is claimed with the others, and given back. */
    @Override
    public ExchangeResult exchange(Exchange exchange) {
        AtomicReference<ExchangeResult> visible = new AtomicReference<>();
        database.alone(() -> visible.set(withoutHidden(exchange)));
        return visible.get();
    }

    private ExchangeResult withoutHidden(Exchange exchange) {
        ExchangeResult result = super.exchange(exchange);
        List<Settlement> hidden = result.claimed().stream()
                .filter(job -> isHidden(job.id()))
                .map(job -> Settlement.release(job.fence()))
                .toList();
        List<ClaimedJob> claimed =
                result.claimed().stream().filter(job -> !isHidden(job.id())).toList();
        database.quietly(() -> super.exchange(ClaimStore.withLimit(BrokenSettlements.with(exchange, hidden), 0)));
        return ClaimStore.withClaimed(result, claimed);
    }

    private boolean isHidden(long id) {
        return database.hidden().contains(id);
    }
}
