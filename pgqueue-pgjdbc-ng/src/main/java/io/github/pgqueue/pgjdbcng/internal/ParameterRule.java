package io.github.pgqueue.pgjdbcng.internal;

import java.time.Duration;
import java.util.List;

/** What becomes of one of pgjdbc's parameters. */
@FunctionalInterface
interface ParameterRule {

    /**
     * Writes into the draft what the parameter means.
     *
     * @throws IllegalArgumentException if pgjdbc-ng has nothing that means the same
     */
    void apply(String name, String value, AddressDraft draft);

    /** The driver has the same setting under another name. */
    static ParameterRule renamed(String setting) {
        return (name, value, draft) -> draft.set(setting, value);
    }

    /** The same for a number, where pgjdbc's -1 stands for the default. */
    static ParameterRule renamedNumber(String setting) {
        return (name, value, draft) -> {
            int number = number(name, value, -1, Integer.MAX_VALUE, draft);
            if (number >= 0) {
                draft.set(setting, Integer.toString(number));
            }
        };
    }

    /** Only these values mean what pgjdbc-ng does anyway. */
    static ParameterRule only(List<String> harmless, String rule, String wayOut) {
        return (name, value, draft) -> {
            if (harmless.stream().noneMatch(value::equalsIgnoreCase)) {
                throw draft.refusal(name, value, rule, wayOut);
            }
        };
    }

    /** Nothing means the same. */
    static ParameterRule refused(String rule, String wayOut) {
        return only(List.of(), rule, wayOut);
    }

    /** A number of seconds, zero or more. */
    static Duration seconds(String name, String value, AddressDraft draft) {
        return Duration.ofSeconds(number(name, value, 0, Integer.MAX_VALUE / 1000, draft));
    }

    /** The same in milliseconds, as pgjdbc-ng and the server count. */
    static String milliseconds(String name, String value, AddressDraft draft) {
        return Long.toString(seconds(name, value, draft).toMillis());
    }

    /** A number within bounds. */
    static int number(String name, String value, int least, int most, AddressDraft draft) {
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException notOne) {
            // Said below.
        }
        throw draft.refusal(name, value, "must be a whole number from " + least + " to " + most, "Write such a number");
    }
}
