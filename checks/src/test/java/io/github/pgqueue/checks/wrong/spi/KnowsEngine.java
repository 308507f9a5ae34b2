package io.github.pgqueue.checks.wrong.spi;

import io.github.pgqueue.checks.wrong.internal.node.Engine;

/** Part of the SPI that makes an engine. */
public final class KnowsEngine {

    Object engine() {
        return new Engine();
    }
}
