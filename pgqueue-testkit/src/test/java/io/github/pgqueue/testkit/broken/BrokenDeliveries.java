package io.github.pgqueue.testkit.broken;

import io.github.pgqueue.JobState;
import io.github.pgqueue.spi.ClaimedJob;
import io.github.pgqueue.spi.Handling;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What mistakes of a backend do to delivery, as far as the engine cannot make up for them. */
final class BrokenDeliveries {

    static final List<Broken> ALL = List.of(
            new BrokenStore("D1.1", "a job is committed with the next one only", BrokenInserts::committingLate),
            BrokenStore.of("D1.2", "the first claim after an insertion does not see it", BrokenCalls.Stale::new),
            BrokenListeners.sink("D1.3", "no ring is passed on", sink -> new Rings(sink, text -> {})),
            BrokenStore.of(
                    "D1.4",
                    "payloads go through a text",
                    store -> new BrokenInserts.OtherPayloads(store, BrokenInserts::throughText)),
            BrokenStore.of("D2.1", "a store finds nothing until it has added a job", BrokenCalls.OwnOnly::new),
            BrokenStore.of(
                    "D2.3",
                    "the next due time is not told",
                    store -> ClaimStore.answering(
                            store, (exchange, result) -> BrokenClaims.withNextDue(result, Optional.empty()))),
            BrokenStore.of(
                    "D2.4",
                    "no more than one is claimed",
                    store -> ClaimStore.asking(
                            store, exchange -> ClaimStore.withLimit(exchange, Math.min(1, exchange.limit())))),
            new BrokenStore("D2.5", "some jobs are lost", BrokenClaims::losing),
            BrokenStore.of("D2.6", "priorities are forgotten", BrokenClaims.NoPriorities::new),
            BrokenSettlements.of("D2.7", "a release counts", BrokenSettlements::releaseAsRetry),
            new BrokenListener("D2.8", "a loss is not told", BrokenListeners::silent),
            BrokenStore.of("D2.9", "all queues are one", BrokenCalls.OneQueue::new),
            BrokenStore.of("D2.10", "what was not begun ends with the rest", BrokenHolds::endingAll),
            BrokenStore.of("D3.1", "a claimed job stays new", BrokenClaims.StaysNew::new),
            BrokenSettlements.of("D3.2", "a success ends as an error", BrokenCalls::successAsError),
            BrokenSettlements.of("D3.3", "an error ends as success", BrokenSettlements::asSuccess),
            BrokenStore.of("D3.4", "an end by an interrupt cannot be written", BrokenCalls.Touchy::new),
            new BrokenStore("D3.5", "what runs is given back with a claim that was lost", BrokenFences::allBack),
            BrokenStore.of("D3.6", "nothing is given back", BrokenFences.NothingBack::new),
            closing("D4.1", "ends are written with claims only"),
            BrokenSettlements.of("D4.2", "a release counts", BrokenSettlements::releaseAsRetry),
            BrokenSettlements.of("D4.3", "a retry does not count", BrokenSettlements::retryAsRelease),
            closing("D4.4", "ends are written with claims only"),
            BrokenStore.of("D5.1", "the last ends wait for each other", BrokenCalls.OneByOne::new),
            new BrokenListener("D5.4", "closing does nothing", BrokenListeners::stillOpen),
            BrokenDrafts.inserting("D1.5", "keys are forgotten", Drafts::withoutKey),
            BrokenStore.of("D6.1", "the pause is forgotten", BrokenSettlements::withoutDelay),
            BrokenDrafts.claiming("D6.2", "the job's policy is forgotten", BrokenDeliveries::withoutPolicy),
            BrokenSettlements.of("D6.3", "a snooze is not excused", BrokenAgain::snoozeAsRetry),
            BrokenStore.of("D7.1", "nothing is rescued", store -> new BrokenNodes.Rescuing(store, sound -> Map.of())),
            BrokenDrafts.claiming("D7.2", "the next claim does not tell of the rescue", Claimed::notRescued),
            BrokenNodes.leasing("D7.3", "a lease is half as long", lease -> lease.dividedBy(2)),
            new BrokenStore("D7.4", "the fence is ignored", () -> BrokenFences.lenient((sent, current) -> true)),
            new BrokenStore("D7.5", "nodes that are alive lose their jobs too", BrokenNodes::allRescued),
            BrokenDrafts.claiming("D8.1", "the job's limit is forgotten", BrokenDrafts::withoutTimeLimit),
            BrokenStore.of("D8.2", "a job that waits goes on", store -> new BrokenCancels.Deaf(store, JobState.NEW)),
            BrokenStore.of(
                    "D8.3", "a job that runs is not asked", store -> new BrokenCancels.Deaf(store, JobState.RUNNING)),
            new BrokenStore(
                    "D8.4", "what was to end is cancelled though it is done", BrokenCalls::cancellingWhatIsDone),
            BrokenStore.of("D10.1", "no end is announced", BrokenAwaits.Silent::new),
            BrokenStore.of("D10.2", "no end is announced", BrokenAwaits.Silent::new),
            BrokenAwaits.telling("D10.3", "a job that is not there is taken for one", BrokenAwaits::always),
            BrokenStore.of("D10.4", "all ends are announced", BrokenAwaits.Loud::new),
            BrokenStore.of(
                    "D11.1",
                    "what was rescued is not told",
                    store -> new BrokenNodes.Rescuing(
                            store, sound -> sound.rescue().isEmpty() ? Map.of() : Map.of())),
            BrokenStore.of("D11.2", "jobs are added by one thread only", BrokenCalls.OneThread::new),
            BrokenDrafts.claiming("D11.3", "headers come once", BrokenDeliveries::withHeadersOnce),
            ForwardingAdmin.broken("D12.1", "nothing is retried", BrokenAdmins.Idle::new),
            ForwardingAdmin.broken("D12.2", "a pause is forgotten", BrokenUpkeep.Restless::new),
            ForwardingAdmin.broken("D12.4", "nothing is deleted", admin -> new BrokenUpkeep.Limited(admin, 0)),
            BrokenNodes.carrying("D14.1", "the proof is forgotten", proof -> Optional.empty()),
            new BrokenListener("D14.3", "it hears the first connection only", BrokenListeners::deafOnceMade),
            BrokenListeners.sink("D14.4", "no ring is passed on", sink -> new Rings(sink, text -> {})));

    private BrokenDeliveries() {}

    private static BrokenStore closing(String rule, String mistake) {
        return BrokenStore.of(rule, mistake, store -> ClaimStore.asking(store, BrokenCalls::endsWithClaimsOnly));
    }

    private static ClaimedJob withoutPolicy(ClaimedJob job) {
        Handling handling = job.handling();
        return Claimed.with(
                job, new Handling(Optional.empty(), handling.timeLimit(), handling.excused(), handling.rescued()));
    }

    private static ClaimedJob withHeadersOnce(ClaimedJob job) {
        return job.attempt() == 1 ? job : Claimed.with(job, Map.of());
    }
}
