package io.github.pgqueue.testkit.contract.rule;

import java.util.List;
import java.util.stream.Stream;

/** The catalogue of all rules. */
public final class Rules {

    private static final List<Rule> ALL = Stream.<Rule[]>of(
                    StoreRule.values(), ListenerRule.values(), DeliveryRule.values())
            .flatMap(Stream::of)
            .toList();

    private Rules() {}

    /**
     * All rules, in the order of their numbers.
     *
     * @return an immutable list
     */
    public static List<Rule> all() {
        return ALL;
    }

    /**
     * The rule of this number.
     *
     * @param id such as {@code S3.4}
     * @return the rule
     * @throws IllegalArgumentException if there is none
     */
    public static Rule of(String id) {
        return ALL.stream()
                .filter(rule -> rule.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("rule must be one of the catalogue: " + id));
    }
}
