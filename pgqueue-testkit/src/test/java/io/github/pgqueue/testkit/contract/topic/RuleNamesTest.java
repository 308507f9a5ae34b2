package io.github.pgqueue.testkit.contract.topic;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.testkit.contract.rule.Checks;
import java.lang.reflect.Method;
import java.util.List;
import org.junit.jupiter.api.Test;

class RuleNamesTest {

    @Test
    void testsAreNamedByRuleAndMethod() throws NoSuchMethodException {
        Method method = Topic.class.getDeclaredMethod("aJobThatIsDueLaterComesAfterOlderIdsAndNewerOnes");
        assertThat(new RuleNames().generateDisplayNameForMethod(List.of(), Topic.class, method))
                .isEqualTo("S3.2 a job that is due later comes after older ids and newer ones");
    }

    /** Looked at, not run. */
    abstract static class Topic {

        @Checks("S3.2")
        void aJobThatIsDueLaterComesAfterOlderIdsAndNewerOnes() {}
    }
}
