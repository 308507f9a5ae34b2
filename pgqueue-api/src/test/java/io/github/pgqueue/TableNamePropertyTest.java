package io.github.pgqueue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class TableNamePropertyTest {

    private static final String QUOTED = "(\"[a-z0-9_]{1,40}\"\\.)?\"[a-z0-9_]{1,40}\"";
    private static final String ALLOWED = "([a-z0-9_-]{1,40}\\.)?[a-z0-9_-]{1,40}";

    /** The longest of those that the table's version brings; the server cuts at 63 bytes. */
    private static final String LONGEST_SUFFIX = "_notify_update_trigger";

    @Provide
    static Arbitrary<String> texts() {
        return Arbitraries.oneOf(HostileTexts.any(), names());
    }

    @Provide
    static Arbitrary<String> names() {
        Arbitrary<String> part = Arbitraries.strings()
                .withChars("abcxyzABCXYZ0189_-")
                .ofMinLength(1)
                .ofMaxLength(40);
        return Arbitraries.oneOf(part, part.flatMap(schema -> part.map(name -> schema + "." + name)));
    }

    @Property
    void isTakenOrRefusedWithItsText(@ForAll("texts") String text) {
        boolean allowed = text.toLowerCase(Locale.ROOT).matches(ALLOWED);
        Refusals.check(allowed, () -> TableName.of(text), "table must", text);
    }

    @Property
    void isQuotedAndShortEnoughForTheServer(@ForAll("names") String text) {
        TableName table = TableName.of(text);

        assertThat(table.quoted()).matches(QUOTED);
        assertThat(table.channel().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(64);
        assertThat(table.derived(LONGEST_SUFFIX)).hasSizeLessThan(64 + 2);
        assertThat(TableName.of(table.toString())).isEqualTo(table);
    }
}
