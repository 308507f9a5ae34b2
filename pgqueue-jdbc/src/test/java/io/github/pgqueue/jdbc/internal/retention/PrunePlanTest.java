package io.github.pgqueue.jdbc.internal.retention;

import io.github.pgqueue.jdbc.internal.schema.LargeTablePlans;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.provider.Arguments;

@DisplayName("Among 200,000 jobs")
class PrunePlanTest extends LargeTablePlans {

    private static final Map<String, String> AGES =
            Map.of("success", "3155760000000", "error", "3155760000000", "cancelled", "3155760000000", "limit", "1000");

    static Stream<Arguments> statements() {
        return Stream.of(Arguments.of("a look for what is to be pruned", PruneSql.FIND, AGES, 0, 90));
    }
}
