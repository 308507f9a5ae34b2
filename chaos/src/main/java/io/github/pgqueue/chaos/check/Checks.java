package io.github.pgqueue.chaos.check;

import java.util.List;

/** All that is checked. */
public final class Checks {

    static final List<Check> ALL = List.of(
            new PushesAreKept(),
            new NothingIsInvented(),
            new NothingIsLeft(),
            new JobsEndAsMeant(),
            new RepeatsHaveReasons(),
            new AttemptsTellStartsApart(),
            new NeverTwiceAtOnce(),
            new EffectsAreOnce(),
            new NothingIsEarly(),
            new KeysAreUnique(),
            new OrderIsKept(),
            new WorkersAreCounted(),
            new CancelsAreHeard(),
            new OutcomesAreTrue(),
            new WhatIsToldIsTrue(),
            new LivingNodesAreSpared(),
            new LeasesAreHeld(),
            new CalmIsQuick(),
            new ProcessesEndAsAsked());

    private Checks() {}

    /**
     * Checks a run.
     *
     * @param evidence its histories
     * @return what must not be; empty if all is well
     */
    public static List<Finding> check(Evidence evidence) {
        return ALL.stream()
                .flatMap(check -> check.breaches(evidence).map(text -> new Finding(check.promise(), text)))
                .toList();
    }

    /**
     * What was checked.
     *
     * @return the promises
     */
    public static List<String> promises() {
        return ALL.stream().map(Check::promise).toList();
    }
}
