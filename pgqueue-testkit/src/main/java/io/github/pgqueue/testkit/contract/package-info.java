/**
 * What a backend must keep, as tests: extend {@link io.github.pgqueue.testkit.contract.BackendContract},
 * or one topic of it, and describe the backend by a
 * {@link io.github.pgqueue.testkit.contract.ContractBackend}.
 *
 * <p>Each test carries the number of the {@link io.github.pgqueue.testkit.contract.Rule} that it checks,
 * in its name and in the message when it fails, with what to look at first. The same numbers stand in
 * the Javadoc of the methods that they bind.
 */
@NullMarked
package io.github.pgqueue.testkit.contract;

import org.jspecify.annotations.NullMarked;
