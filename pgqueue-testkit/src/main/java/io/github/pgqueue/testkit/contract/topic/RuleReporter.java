package io.github.pgqueue.testkit.contract.topic;

import io.github.pgqueue.testkit.contract.rule.Checks;
import io.github.pgqueue.testkit.contract.rule.Rule;
import io.github.pgqueue.testkit.contract.rule.Rules;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;
import org.opentest4j.TestAbortedException;

/** Puts the rule, what was found and what to check into the message of a test that fails or is skipped. */
final class RuleReporter implements TestExecutionExceptionHandler, LifecycleMethodExecutionExceptionHandler {

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable found) {
        report(context, "is broken", found);
    }

    @Override
    public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable found) {
        report(context, "could not be tested, as what it needs failed", found);
    }

    @Override
    public void handleAfterEachMethodExecutionException(ExtensionContext context, Throwable found) {
        report(context, "was tested, but what was left could not be closed", found);
    }

    private static void report(ExtensionContext context, String verdict, Throwable found) {
        Rule rule = Rules.of(
                context.getRequiredTestMethod().getAnnotation(Checks.class).value());
        if (found instanceof TestAbortedException) {
            Assumptions.abort(rule.id() + " is not tested: " + found.getMessage());
        }
        Assertions.fail(
                String.join(
                        System.lineSeparator(),
                        rule.id() + " " + verdict + ": " + rule.promise(),
                        "Found: " + describe(found),
                        "What to check: " + rule.hint()),
                found);
    }

    private static String describe(Throwable found) {
        return found instanceof AssertionError ? String.valueOf(found.getMessage()) : found.toString();
    }
}
