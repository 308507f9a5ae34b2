package io.github.pgqueue.internal.job;

import io.github.pgqueue.StoreException;
import io.github.pgqueue.TransactionalHandler;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.JobTransaction;
import io.github.pgqueue.spi.Transactions;

/**
 * Calls a handler inside the transaction that ends its job. Whatever goes wrong, also in the commit, is a
 * failure of the attempt: the settlement that follows changes nothing if the commit was carried out all the
 * same, since the job is not running any more.
 */
public record TransactionalWork(Transactions transactions, TransactionalHandler handler) implements Work {

    @Override
    public boolean perform(ClaimedJob claimed, HandledJob job) throws Exception {
        try (JobTransaction transaction = begin(claimed)) {
            Stop stop = job.stopped();
            if (stop == Stop.LEASE || stop == Stop.CLOSE) {
                // It has waited for its connection for too long: the job may run elsewhere, or is to.
                throw new NotStartedException(new StoreException(stop.reason(), null));
            }
            handler.handle(job, transaction.connection());
            if (job.stopped() == Stop.TIME_LIMIT) {
                // The attempt has failed, and what it wrote is undone with it.
                return false;
            }
            if (!transaction.commit(job.result())) {
                throw new StoreException("the claim was lost while the handler ran; all it wrote is undone", null);
            }
            return true;
        }
    }

    @Override
    public boolean writesItsJob() {
        return true;
    }

    private JobTransaction begin(ClaimedJob claimed) throws NotStartedException {
        try {
            return transactions.begin(claimed.queueName(), claimed.fence());
        } catch (StoreException none) {
            throw new NotStartedException(none);
        }
    }
}
