package io.github.pgqueue.testkit.contract.topic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.pgqueue.testkit.contract.delivery.CrowdContract;
import io.github.pgqueue.testkit.contract.listener.RingContract;
import io.github.pgqueue.testkit.contract.store.StoreCloseContract;
import io.github.pgqueue.testkit.contract.store.UniqueContract;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.platform.testkit.engine.EngineTestKit;

@DisplayName("The parts of a contract")
class ContractPartTest {

    @Test
    @DisplayName("are the whole, and have nothing in common")
    void areTheWhole() {
        Set<String> beside = topics(Beside.class);
        Set<String> oneByOne = topics(OneByOne.class);
        assertThat(beside).containsExactly("Keys");
        assertThat(oneByOne).containsExactlyInAnyOrder("Closing", "Crowding", "Ringing");
        assertThat(topics(Whole.class))
                .containsAll(beside)
                .containsAll(oneByOne)
                .hasSize(4);
    }

    /** Whose tests were run. */
    private static Set<String> topics(Class<?> contract) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(contract))
                .execute()
                .testEvents()
                .started()
                .stream()
                .map(event ->
                        event.getTestDescriptor().getParent().orElseThrow().getDisplayName())
                .collect(Collectors.toSet());
    }

    static class Whole extends WholeContract {

        /** That a test is begun says enough. */
        @Override
        protected TopicBackend newBackend() {
            throw new IllegalStateException("there is none");
        }

        @Nested
        class Keys extends UniqueContract {}

        @Nested
        class Ringing extends RingContract {}

        @Nested
        class Crowding extends CrowdContract {}

        @Nested
        class Closing extends StoreCloseContract {}
    }

    @ContractPart(ContractPart.Part.BESIDE_OTHERS)
    static class Beside extends Whole {}

    @ContractPart(ContractPart.Part.ONE_BY_ONE)
    static class OneByOne extends Whole {}
}
