package io.github.pgqueue.testkit.broken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.pgqueue.testkit.contract.Rule;
import io.github.pgqueue.testkit.contract.Rules;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** The contract finds mistakes: each broken backend fails the rule that it breaks, and the message helps. */
class BrokenBackendsTest {

    /** Rules of stores and listeners that no broken backend breaks, with the reason. None may join without. */
    private static final Map<String, String> UNBROKEN = Map.of();

    static Stream<Broken> all() {
        return Stream.of(
                        BrokenInserts.ALL,
                        BrokenClaims.ALL,
                        BrokenSettlements.ALL,
                        BrokenFences.ALL,
                        BrokenLooks.ALL,
                        BrokenListeners.ALL,
                        BrokenDeliveries.ALL)
                .flatMap(List::stream);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("all")
    void failsItsRuleWithAMessageThatHelps(Broken broken) {
        Rule rule = Rules.of(broken.rule());
        List<String> messages = failures(run(broken));
        assertThat(messages).as("failed tests of %s", rule.id()).isNotEmpty();
        assertThat(messages)
                .allSatisfy(message -> assertThat(message)
                        .startsWith(rule.id() + " ")
                        .contains(rule.promise())
                        .contains("Found: ")
                        .contains("What to check: " + rule.hint()));
        assertThat(messages)
                .as("a failure of the rule itself, not of what comes before or after")
                .anySatisfy(message -> assertThat(message).startsWith(rule.id() + " is broken"));
    }

    @Test
    void eachRuleOfStoresAndListenersIsBrokenBySomeone() {
        Set<String> broken = new TreeSet<>();
        all().map(Broken::rule).forEach(broken::add);
        List<String> unbroken = Rules.all().stream()
                .map(Rule::id)
                .filter(id -> !id.startsWith("D") && !broken.contains(id))
                .toList();
        assertThat(unbroken).containsExactlyInAnyOrderElementsOf(UNBROKEN.keySet());
    }

    private static Events run(Broken broken) {
        BrokenRun.set(broken);
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(BrokenRun.class))
                .filters((PostDiscoveryFilter) test -> FilterResult.includedIf(isOf(broken.rule(), test)))
                .execute()
                .testEvents();
    }

    /** By the name, which begins with the rule's number. */
    private static boolean isOf(String rule, TestDescriptor test) {
        return !test.isTest() || test.getDisplayName().startsWith(rule + " ");
    }

    private static List<String> failures(Events events) {
        return events.failed().stream()
                .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                .map(result ->
                        String.valueOf(result.getThrowable().orElseThrow().getMessage()))
                .toList();
    }
}
