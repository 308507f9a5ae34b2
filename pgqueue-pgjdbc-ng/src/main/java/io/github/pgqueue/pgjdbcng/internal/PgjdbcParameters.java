package io.github.pgqueue.pgjdbcng.internal;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The parameters of a {@code jdbc:postgresql:} URL, in pgjdbc-ng's words. Each is translated, or makes no
 * difference here for a reason that is written beside it, or is refused; none is dropped in silence.
 */
final class PgjdbcParameters {

    private static final Map<String, ParameterRule> RULES = Stream.of(
                    TranslatedParameters.RULES, RestrictedParameters.RULES, IgnoredParameters.RULES)
            .flatMap(rules -> rules.entrySet().stream())
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private static final ParameterRule UNKNOWN = ParameterRule.refused(
            "is none that pgjdbc knows, so nothing is known that would mean the same to pgjdbc-ng",
            "Leave it out; upper and lower case count");

    private PgjdbcParameters() {}

    static void apply(Map<String, String> parameters, AddressDraft draft) {
        parameters.forEach((name, value) -> RULES.getOrDefault(name, UNKNOWN).apply(name, value, draft));
        SslParameters.apply(parameters, draft);
    }
}
