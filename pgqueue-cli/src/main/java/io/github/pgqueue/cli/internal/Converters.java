package io.github.pgqueue.cli.internal;

import io.github.pgqueue.JobState;
import io.github.pgqueue.RetryPolicy;
import io.github.pgqueue.cli.internal.push.OnConflict;
import io.github.pgqueue.cli.internal.push.UniqueScope;
import io.github.pgqueue.cli.internal.shared.Times;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How options become values, with messages that say what would have been right. */
final class Converters {

    private Converters() {}

    static void register(CommandLine line) {
        line.registerConverter(Duration.class, reading(Times::duration));
        line.registerConverter(Instant.class, reading(Times::instant));
        line.registerConverter(JobState.class, reading(text -> JobState.ofStatus(text.toLowerCase(Locale.ROOT))));
        line.registerConverter(RetryPolicy.class, reading(RetryPolicy::parse));
        line.registerConverter(UniqueScope.class, reading(UniqueScope::parse));
        line.registerConverter(OnConflict.class, reading(OnConflict::parse));
    }

    private static <T> ITypeConverter<T> reading(Function<String, T> parse) {
        return text -> {
            try {
                return parse.apply(text);
            } catch (IllegalArgumentException wrong) {
                throw new TypeConversionException(wrong.getMessage());
            }
        };
    }
}
