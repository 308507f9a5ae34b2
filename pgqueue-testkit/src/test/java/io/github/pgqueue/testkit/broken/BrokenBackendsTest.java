package io.github.pgqueue.testkit.broken;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.pgqueue.testkit.contract.ContractBackend;
import io.github.pgqueue.testkit.contract.rule.Rule;
import io.github.pgqueue.testkit.contract.rule.Rules;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** The contract finds mistakes: each broken backend fails the rule that it breaks, and the message helps. */
class BrokenBackendsTest {

    /** Rules that no broken backend breaks, with the reason. None may join without. */
    private static final Map<String, String> UNBROKEN = Map.of(
            "D4.5",
            "kept by the engine alone: who closes asks no store and no listener for anything",
            "D5.2",
            "kept by the engine alone: what closing asks of a backend is asked on threads that are not waited for",
            "D5.3",
            "kept by the engine alone: what is closed says so before it asks a backend",
            "D14.2",
            "kept by the engine alone: it counts the time, whatever becomes of what it asks a backend");

    /** Those that take longest begin first. */
    static Stream<Broken> all() {
        return Stream.of(
                        LosingAnswers.ALL,
                        BrokenCancels.ALL,
                        BrokenNodes.ALL,
                        BrokenFences.ALL,
                        BrokenDeliveries.ALL,
                        BrokenListeners.ALL,
                        BrokenInserts.ALL,
                        BrokenRings.ALL,
                        BrokenDrafts.ALL,
                        BrokenKeys.ALL,
                        BrokenClaims.ALL,
                        BrokenSettlements.ALL,
                        BrokenAgain.ALL,
                        BrokenHolds.ALL,
                        BrokenHandoffs.ALL,
                        BrokenAwaits.ALL,
                        BrokenAdmins.ALL,
                        BrokenUpkeep.ALL,
                        BrokenTransactions.ALL,
                        BrokenLooks.ALL)
                .flatMap(List::stream);
    }

    @Execution(ExecutionMode.CONCURRENT)
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
    void eachRuleIsBrokenBySomeone() {
        Set<String> broken = new TreeSet<>();
        all().map(Broken::rule).forEach(broken::add);
        List<String> unbroken = Rules.all().stream()
                .map(Rule::id)
                .filter(id -> !broken.contains(id))
                .toList();
        assertThat(unbroken).containsExactlyInAnyOrderElementsOf(UNBROKEN.keySet());
    }

    /** Else the mistakes in its transactions would prove nothing. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "S13.1", "S13.2", "S13.3", "S13.4", "S13.5", "D1.6", "D2.2", "D9.1", "D9.2", "D9.3", "D9.4", "D9.5",
                "D12.3"
            })
    void thePretendedDatabaseIsSoundUntilItIsBroken(String rule) {
        Events events = run(new Sound(rule));
        assertThat(failures(events)).isEmpty();
        assertThat(events.succeeded().count()).isPositive();
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

    /** As patient as other backends: here all must come. */
    private record Sound(String rule) implements Broken {

        @Override
        public String mistake() {
            return "none";
        }

        @Override
        public ContractBackend newBackend() {
            return new PretendBackend(PretendStore::new) {
                @Override
                public Duration patience() {
                    return Duration.ofSeconds(20);
                }
            };
        }
    }
}
