package io.github.pgqueue.checks.hostile;

import net.jqwik.api.Label;

@Label("Rows by hand, read by pgjdbc-ng")
class RowsByHandByPgjdbcNgTest extends RowsByHand {

    @Override
    String backend() {
        return "pgjdbc-ng";
    }
}
