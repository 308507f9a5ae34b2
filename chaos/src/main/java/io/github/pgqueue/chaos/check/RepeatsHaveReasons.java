package io.github.pgqueue.chaos.check;

import java.util.stream.Stream;

/** A job is started again only after a failure, a crash, or a lease that ran out. */
final class RepeatsHaveReasons implements Check {

    @Override
    public String promise() {
        return "every repeated start has a reason";
    }

    @Override
    public Stream<String> breaches(Evidence evidence) {
        return new Repeats(evidence)
                .all()
                .filter(repeat -> repeat.reason() == Reason.NONE)
                .map(repeat -> "job " + repeat.first().id() + ", "
                        + evidence.spec(repeat.first().id()).kind() + ": " + repeat.first() + "; then "
                        + repeat.second() + "; kept: "
                        + evidence.kept(repeat.first().id()));
    }
}
