package io.github.pgqueue.testkit.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.pgqueue.testkit.contract.store.ClaimContract;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Events;

/** A topic can be run without the rest of the contract, from a package that is not its own. */
class TopicAloneTest {

    @Test
    void itTestsTheBackendThatItMakes() {
        Events tests = run(Alone.class);
        assertThat(tests.succeeded().count()).isPositive();
        assertThat(tests.succeeded().count()).isEqualTo(tests.started().count());
    }

    @Test
    void oneThatMakesNoBackendSaysSo() {
        Events tests = run(Forgetful.class);
        assertThat(tests.failed().count())
                .isPositive()
                .isEqualTo(tests.started().count());
        assertThat(tests.failed().stream()
                        .map(event -> event.getRequiredPayload(TestExecutionResult.class))
                        .map(result -> result.getThrowable().orElseThrow().getMessage()))
                .allSatisfy(message ->
                        assertThat(message).contains(Forgetful.class.getName() + " must override newBackend()"));
    }

    private static Events run(Class<?> topic) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(topic))
                .execute()
                .testEvents();
    }

    static class Alone extends ClaimContract {

        @Override
        protected ContractBackend newBackend() {
            return new MemoryContractBackend();
        }
    }

    static class Forgetful extends ClaimContract {}
}
