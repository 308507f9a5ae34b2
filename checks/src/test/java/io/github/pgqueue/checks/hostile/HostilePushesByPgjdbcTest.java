package io.github.pgqueue.checks.hostile;

import net.jqwik.api.Label;

@Label("Hostile jobs, pushed by pgjdbc")
class HostilePushesByPgjdbcTest extends HostilePushesBy {

    @Override
    String backend() {
        return "pgjdbc";
    }
}
