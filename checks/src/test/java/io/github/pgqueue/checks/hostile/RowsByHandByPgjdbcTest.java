package io.github.pgqueue.checks.hostile;

import net.jqwik.api.Label;

@Label("Rows by hand, read by pgjdbc")
class RowsByHandByPgjdbcTest extends RowsByHand {

    @Override
    String backend() {
        return "pgjdbc";
    }
}
