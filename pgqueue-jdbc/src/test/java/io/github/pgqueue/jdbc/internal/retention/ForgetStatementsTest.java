package io.github.pgqueue.jdbc.internal.retention;

import io.github.pgqueue.jdbc.internal.text.SpreadStatements;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.provider.Arguments;

@DisplayName("The statement that forgets")
class ForgetStatementsTest extends SpreadStatements {

    static Stream<Arguments> hot() {
        return Stream.of(Arguments.of("forget", ForgetSql.FORGET));
    }
}
