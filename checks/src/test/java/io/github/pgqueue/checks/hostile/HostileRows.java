package io.github.pgqueue.checks.hostile;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;

/** Rows as somebody could write them by hand: for some columns of the table a value, as SQL has it. */
final class HostileRows {

    private static final String[] TIMES = {
        "now()",
        "now() - interval '1 day'",
        "now() + interval '1 hour'",
        "'infinity'",
        "'-infinity'",
        "'0044-03-15 12:00:00 BC'",
        "'0001-01-01 00:00:00+00'",
        "'9999-12-31 23:59:59.999999+00'",
        "'294276-12-31 23:59:59'",
        "'4714-11-24 00:00:00+00 BC'",
        "'epoch'",
        "null",
    };

    private static final String[] COUNTS = {
        "-1", "0", "1", "7", "24", "25", "1999999999", "2000000000", "2000000001", "2147483647", "-2147483648", "null"
    };

    private static final String[] OBJECTS = {
        "null",
        "'{}'",
        "'{\"trace\": \"x\"}'",
        "'{\"\": \"\"}'",
        "'{\"a\": 1, \"b\": null, \"c\": true, \"d\": 1e400}'",
        "'{\"a\": {\"b\": [\"c\", {}]}, \"e\": []}'",
        "cast(repeat('{\"a\":', 3000) || '1' || repeat('}', 3000) as jsonb)",
        "jsonb_build_object('a', repeat('x', 3000000))",
        "jsonb_build_object('a', repeat('x', 30000000))",
        "jsonb_build_object(repeat('n', 100000), 'x')",
        "(select jsonb_object_agg(i, i) from generate_series(1, 20000) i)",
        "'[]'",
        "'[\"a\"]'",
        "'\"text\"'",
        "'7'",
        "'null'",
    };

    private static final String[] ARRAYS = {
        "null",
        "'[]'",
        "'[1, null, \"x\", true, [], {}]'",
        "'[{\"attempt\": \"many\", \"at\": \"yesterday\", \"node\": 7, \"type\": {}, \"message\": [], \"trace\": false}]'",
        "'[{\"attempt\": 1e400, \"at\": \"+999999999-12-31T23:59:59Z\"}]'",
        "'[{\"attempt\": 1, \"at\": \"2026-11-01T00:00:00+00:00\", \"node\": \"n\", \"type\": \"T\", \"message\": null}]'",
        "(select jsonb_agg(jsonb_build_object('attempt', i)) from generate_series(1, 20000) i)",
        "jsonb_build_array(repeat('x', 4000000))",
        "jsonb_build_array(repeat('x', 40000000))",
        "cast(repeat('[', 3000) || repeat(']', 3000) as jsonb)",
        "'{}'",
        "'null'",
    };

    private static final Map<String, String[]> VALUES = new LinkedHashMap<>();

    static {
        VALUES.put("payload", new String[] {"null", "''", "'\\x00'", "'x'", "decode(repeat('ff', 100000), 'hex')"});
        VALUES.put("status", new String[] {
            "'new'",
            "'new'",
            "'new'",
            "'running'",
            "'success'",
            "'error'",
            "'cancelled'",
            "'NEW'",
            "'done'",
            "''",
            "null"
        });
        VALUES.put("priority", new String[] {"-32768", "-1", "0", "1", "32767", "32768", "null"});
        VALUES.put("run_at", TIMES);
        VALUES.put("created_at", TIMES);
        VALUES.put("updated_at", TIMES);
        VALUES.put("attempt", COUNTS);
        VALUES.put("excused", COUNTS);
        VALUES.put(
                "node",
                new String[] {"null", "''", "'nobody'", "E'a\\u2028b\\n'", "repeat('n', 1024)", "repeat('n', 9000)"});
        VALUES.put("claim", new String[] {"null", "0", "-1", "9223372036854775807", "-9223372036854775808"});
        VALUES.put("error", new String[] {"null", "''", "E'a\\nb'", "repeat('e', 4000000)", "repeat('e', 5000000)"});
        VALUES.put("errors", ARRAYS);
        VALUES.put("headers", OBJECTS);
        VALUES.put("retry_policy", new String[] {
            "null",
            "''",
            "'none'",
            "'fixed PT0S 3'",
            "'fixed PT-1S 3'",
            "'fixed PT1H -1'",
            "'fixed'",
            "'delays '",
            "'exponential PT1S PT1H 2147483648'",
            "'forever'",
            "E'none\\n'",
            "repeat('delays PT1S ', 600)",
            "repeat('x', 9000)"
        });
        VALUES.put("time_limit", new String[] {
            "null", "-1", "0", "1", "60000", "3153600000000", "3153600000001", "9223372036854775807"
        });
        VALUES.put("result", new String[] {"null", "''", "'\\x00ff'"});
        VALUES.put("unique_key", new String[] {"null", "''", "'k'", "repeat('k', 255)", "repeat('k', 256)"});
        VALUES.put("unique_scope", new String[] {"null", "'finished'", "'started'", "'period'", "'for ever'", "''"});
        VALUES.put("unique_until", TIMES);
        VALUES.put("cancel_requested", new String[] {"false", "true", "null"});
        VALUES.put("rescued", new String[] {"false", "true", "null"});
        VALUES.put("awaited", new String[] {"false", "true", "null"});
        VALUES.put("id", new String[] {
            "0", "-1", "9223372036854775807", "-9223372036854775808", "nextval('jobs_id_seq')", "null"
        });
    }

    private HostileRows() {}

    /** Up to a handful of columns: with all of them wrong at once nothing would ever be taken. */
    static Arbitrary<Map<String, String>> rows() {
        return Arbitraries.of(List.copyOf(VALUES.keySet()))
                .set()
                .ofMinSize(1)
                .ofMaxSize(5)
                .flatMap(columns -> row(List.copyOf(columns)));
    }

    private static Arbitrary<Map<String, String>> row(List<String> columns) {
        Arbitrary<Map<String, String>> row = Arbitraries.just(Map.of());
        for (String column : columns) {
            row = row.flatMap(sofar -> Arbitraries.of(VALUES.get(column)).map(value -> with(sofar, column, value)));
        }
        return row;
    }

    private static Map<String, String> with(Map<String, String> row, String column, String value) {
        Map<String, String> more = new LinkedHashMap<>(row);
        more.put(column, value);
        return more;
    }
}
