package io.github.pgqueue.testkit.contract.topic;

import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.parallel.Execution;

/** Skips the topics that are not of the part which the class around them runs. */
final class OfThisPart implements ExecutionCondition {

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        Class<?> topic = context.getRequiredTestClass();
        ContractPart asked = outermost(context).getAnnotation(ContractPart.class);
        return asked == null || asked.value() == partOf(topic)
                ? ConditionEvaluationResult.enabled("it is of the part that is run")
                : ConditionEvaluationResult.disabled("it is run with the part " + partOf(topic));
    }

    /** The class that is run, and not the one in which the topic is declared. */
    private static Class<?> outermost(ExtensionContext context) {
        return context.getParent()
                .filter(around -> around.getTestClass().isPresent())
                .map(OfThisPart::outermost)
                .orElseGet(context::getRequiredTestClass);
    }

    private static ContractPart.Part partOf(Class<?> topic) {
        // What a topic says itself stands before what it inherits by @BesideOthers.
        boolean concurrent =
                topic.isAnnotationPresent(BesideOthers.class) && !topic.isAnnotationPresent(Execution.class);
        return concurrent && !topic.isAnnotationPresent(NeedsServerAlone.class)
                ? ContractPart.Part.BESIDE_OTHERS
                : ContractPart.Part.ONE_BY_ONE;
    }
}
