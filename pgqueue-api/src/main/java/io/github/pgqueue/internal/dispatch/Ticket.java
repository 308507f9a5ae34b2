package io.github.pgqueue.internal.dispatch;

import io.github.pgqueue.internal.claim.Ledger;
import io.github.pgqueue.internal.threads.Deadline;

/**
 * A push that claims for workers of a subscription. Immutable.
 *
 * @param claim the claim's number
 * @param limit how many workers wait for it
 * @param epoch the number of the lease that it claims under
 * @param cancelHints what was heard of cancelled jobs before it
 * @param batch what the ledger knows of it
 * @param until how long it is waited for
 */
record Ticket(long claim, int limit, long epoch, long cancelHints, Ledger.Batch batch, Deadline until) {}
