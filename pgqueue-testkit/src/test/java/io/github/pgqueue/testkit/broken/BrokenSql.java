package io.github.pgqueue.testkit.broken;

import io.github.pgqueue.testkit.contract.ContractBackend;

/**
 * A backend in a pretended database that breaks a rule.
 *
 * @param rule the rule's number
 * @param mistake what it does wrong
 * @param breaker makes its stores
 */
record BrokenSql(String rule, String mistake, PretendBackend.Breaker breaker) implements Broken {

    @Override
    public ContractBackend newBackend() {
        return new PretendBackend(breaker);
    }

    @Override
    public String toString() {
        return rule + ": " + mistake;
    }
}
