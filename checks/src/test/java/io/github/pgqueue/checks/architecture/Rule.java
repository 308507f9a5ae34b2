package io.github.pgqueue.checks.architecture;

import com.tngtech.archunit.lang.ArchRule;

/**
 * One rule of the house, with the class that shows that it can fail.
 *
 * @param name what holds, in a few words
 * @param rule the rule, with its reason
 * @param breaker a class under {@code wrong} that breaks it
 */
record Rule(String name, ArchRule rule, Class<?> breaker) {

    @Override
    public String toString() {
        return name;
    }
}
