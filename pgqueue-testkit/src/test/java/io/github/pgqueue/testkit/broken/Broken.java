package io.github.pgqueue.testkit.broken;

import io.github.pgqueue.testkit.contract.ContractBackend;

/** A backend that is sound but for one mistake. */
interface Broken {

    /** The number of the rule that it breaks. */
    String rule();

    /** What it does wrong. */
    String mistake();

    ContractBackend newBackend();
}
