package io.github.pgqueue.jdbc.internal.hold;

import io.github.pgqueue.jdbc.internal.text.SpreadStatements;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.provider.Arguments;

@DisplayName("A statement that holds")
class HoldStatementsTest extends SpreadStatements {

    static Stream<Arguments> hot() {
        return Stream.of(
                Arguments.of("hold", HoldSql.LOCK),
                Arguments.of("end what is held", HoldSql.END),
                Arguments.of("end what is held and not kept", HoldSql.END_UNKEPT),
                Arguments.of("keep what was held", HoldSql.KEEP));
    }
}
