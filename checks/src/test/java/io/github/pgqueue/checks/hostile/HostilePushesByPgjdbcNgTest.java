package io.github.pgqueue.checks.hostile;

import net.jqwik.api.Label;

@Label("Hostile jobs, pushed by pgjdbc-ng")
class HostilePushesByPgjdbcNgTest extends HostilePushesBy {

    @Override
    String backend() {
        return "pgjdbc-ng";
    }
}
