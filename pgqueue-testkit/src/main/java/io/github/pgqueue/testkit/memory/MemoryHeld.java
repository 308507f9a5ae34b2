package io.github.pgqueue.testkit.memory;

import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Exchange;
import io.github.pgqueue.spi.Fence;
import io.github.pgqueue.spi.HeldJobs;
import io.github.pgqueue.spi.Settlement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Jobs that are held, which are claimed here as any are: a write costs nothing.
 *
 * @param settle settles
 * @param exchange by what they were claimed
 * @param jobs the jobs
 */
record MemoryHeld(Consumer<Exchange> settle, Exchange exchange, List<ClaimedJob> jobs) implements HeldJobs {

    @Override
    public void end(List<Fence> done, List<Fence> running) {
        List<Settlement> ends =
                new ArrayList<>(done.stream().map(Settlement::success).toList());
        Set<Fence> left = new HashSet<>(done);
        left.addAll(running);
        ends.addAll(unbegun(left));
        settle(ends);
    }

    @Override
    public void keep(List<Fence> begun) {
        settle(unbegun(new HashSet<>(begun)));
    }

    private List<Settlement> unbegun(Set<Fence> begun) {
        return jobs.stream()
                .map(ClaimedJob::fence)
                .filter(fence -> !begun.contains(fence))
                .map(Settlement::release)
                .toList();
    }

    private void settle(List<Settlement> ends) {
        settle.accept(new Exchange(exchange.queueName(), exchange.node(), exchange.claim(), ends, 0));
    }
}
