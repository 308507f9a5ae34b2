package io.github.pgqueue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TableNameTest {

    @ParameterizedTest
    @CsvSource({
        "jobs, \"jobs\"",
        "lisbon-table, \"lisbon_table\"",
        "Billing.Jobs, \"billing\".\"jobs\"",
        "order, \"order\"",
        "2fast, \"2fast\"",
    })
    void isQuotedWithHyphensAndCaseFolded(String written, String quoted) {
        assertThat(TableName.of(written).quoted()).isEqualTo(quoted);
    }

    @Test
    void derivesNamesThatBelongToTheTable() {
        TableName table = TableName.of("billing.jobs");

        assertThat(table.channel()).isEqualTo("jobs_channel");
        assertThat(table.inSchema("_channel_notify")).isEqualTo("\"billing\".\"jobs_channel_notify\"");
        assertThat(table.derived("_notify_trigger")).isEqualTo("\"jobs_notify_trigger\"");
        assertThat(table).hasToString("billing.jobs");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "jobs.",
                ".jobs",
                "a.b.c",
                "jobs; drop table x",
                "jobs\"",
                "jöbs",
                "job s",
                "jobs\n",
                "İobs",
            })
    void refusesWhatIsNoNameAndSaysWhich(String written) {
        assertThatThrownBy(() -> TableName.of(written))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("table must ")
                .hasMessageContaining("'" + written + "'");
    }

    @Test
    void refusesPartsThatWouldBeCutByTheServer() {
        assertThat(TableName.of("x".repeat(40))
                                .derived("_notify_update_trigger")
                                .length()
                        - 2)
                .isLessThanOrEqualTo(63);
        assertThatThrownBy(() -> TableName.of("x".repeat(41)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("at most 40");
    }
}
