/**
 * What a backend must keep, as tests: extend {@link io.github.pgqueue.testkit.contract.BackendContract}, or one topic
 * of it, and describe the backend by a {@link io.github.pgqueue.testkit.contract.ContractBackend}.
 *
 * <p>Each test carries the number of the {@link io.github.pgqueue.testkit.contract.rule.Rule} that it checks,
 * in its name and in the message when it fails, with what to look at first. The same numbers stand in
 * the Javadoc of the methods that they bind.
 *
 * <p>The topics stand in rooms by whom they bind: {@link io.github.pgqueue.testkit.contract.store stores},
 * {@link io.github.pgqueue.testkit.contract.listener listeners}, and the
 * {@link io.github.pgqueue.testkit.contract.delivery delivery} on top of both. None of them knows another, and
 * this package knows all three.
 */
@NullMarked
package io.github.pgqueue.testkit.contract;

import org.jspecify.annotations.NullMarked;
