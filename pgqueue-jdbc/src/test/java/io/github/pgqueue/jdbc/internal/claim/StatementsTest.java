package io.github.pgqueue.jdbc.internal.claim;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.pgqueue.TableName;
import io.github.pgqueue.jdbc.internal.text.SpreadStatements;
import io.github.pgqueue.jdbc.internal.text.Statements;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.provider.Arguments;

@DisplayName("A statement that claims or settles")
class StatementsTest extends SpreadStatements {

    static Stream<Arguments> hot() {
        return Stream.of(
                Arguments.of("claim", ExchangeSql.CLAIM),
                Arguments.of("settle", ExchangeSql.SETTLE),
                Arguments.of("settle and claim", ExchangeSql.SETTLE_AND_CLAIM),
                Arguments.of("settle what was done", ExchangeSql.SETTLE_DONE),
                Arguments.of("settle what was done, and claim", ExchangeSql.SETTLE_DONE_AND_CLAIM),
                Arguments.of("settle what was done and is not kept", ExchangeSql.SETTLE_UNKEPT),
                Arguments.of("settle what was done and is not kept, and claim", ExchangeSql.SETTLE_UNKEPT_AND_CLAIM),
                Arguments.of("take back", TakeBack.TAKE_BACK));
    }

    @Test
    @DisplayName("is told from one that forgets the queue once")
    void readerFindsForgottenQueue() {
        String forgetful = ExchangeSql.CLAIM.replaceFirst("where queue_name = :queue and status", "where status");

        assertThat(references(forgetful))
                .anySatisfy(reference ->
                        assertThat(reference).doesNotContainPattern("\\bwhere (\\w+\\.)?queue_name = :queue\\b"));
    }

    @Test
    @DisplayName("has the table's name quoted, and no placeholder left")
    void filled() {
        String sql = new ExchangeTexts(new Statements(TableName.of("billing.order")), Duration.ofSeconds(1))
                .of(Settlements.Kind.ANY, true, 0);

        assertThat(sql).contains("update \"billing\".\"order\" as job").doesNotContain("{");
    }
}
