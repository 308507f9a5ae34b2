/**
 * The numbered {@linkplain io.github.pgqueue.testkit.contract.rule.Rules rules}, and how a test says which one it
 * {@linkplain io.github.pgqueue.testkit.contract.rule.Checks checks}. Knows nobody.
 */
@NullMarked
package io.github.pgqueue.testkit.contract.rule;

import org.jspecify.annotations.NullMarked;
