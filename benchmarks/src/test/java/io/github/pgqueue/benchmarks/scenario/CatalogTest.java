package io.github.pgqueue.benchmarks.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CatalogTest {

    private static List<String> ratios(Scale scale) {
        return Catalog.of(scale).stream()
                .flatMap(scenario -> scenario.ratios().stream())
                .map(Ratio::name)
                .distinct()
                .toList();
    }

    private static List<String> limits(Scale scale) {
        return Catalog.of(scale).stream()
                .flatMap(scenario -> scenario.ratios().stream())
                .filter(ratio -> MainRatios.NAMES.contains(ratio.name()))
                .map(Ratio::limit)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    @Test
    void theQuickRunTellsTheMainRatiosWithTheirLimitsAndNoOthers() {
        List<String> all = new ArrayList<>(MainRatios.NAMES);
        all.addAll(limits(Scale.FULL));
        assertThat(ratios(Scale.QUICK)).containsExactlyInAnyOrderElementsOf(all);
    }

    @Test
    void targetsAgainstTheServersLimitHaveTheirLimitBesideThem() {
        assertThat(limits(Scale.QUICK))
                .contains(
                        "push_1_limit_vs_raw",
                        "push_8_limit_vs_raw",
                        "push_32_limit_vs_raw",
                        "push_all_1000_limit_vs_raw",
                        "drain_limit_vs_raw",
                        "pickup_p50_limit_vs_floor");
        assertThat(ratios(Scale.FULL))
                .contains(
                        "push_in_transaction_time_limit_vs_bare_insert",
                        "push_all_1000_without_rules_vs_raw",
                        "drain_table_vs_raw",
                        "drain_raw_lock_500_vs_raw",
                        "pickup_p50_vs_floor_claim_pgjdbc");
    }

    @ParameterizedTest
    @EnumSource
    void aLimitIsARatioOfTheSameFigure(Scale scale) {
        assertThat(Catalog.of(scale))
                .allSatisfy(scenario -> assertThat(scenario.ratios())
                        .filteredOn(ratio -> ratio.limit() != null)
                        .allSatisfy(ratio -> assertThat(scenario.limit(ratio))
                                .hasValueSatisfying(
                                        limit -> assertThat(limit.figure()).isEqualTo(ratio.figure()))));
    }

    @Test
    void theQuickRunMeasuresNobodyWhoIsNotCompared() {
        assertThat(Catalog.of(Scale.QUICK))
                .allSatisfy(scenario -> assertThat(scenario.entries())
                        .allSatisfy(entry -> assertThat(scenario.ratios())
                                .anyMatch(ratio -> ratio.of().equals(entry.name())
                                        || ratio.to().equals(entry.name()))));
    }

    @Test
    void theFullRunTellsTheMainRatiosToo() {
        assertThat(ratios(Scale.FULL)).containsAll(MainRatios.NAMES);
    }

    @ParameterizedTest
    @EnumSource
    void namesAreUniqueAndRatiosCompareWhatIsThere(Scale scale) {
        List<Scenario> all = Catalog.of(scale);
        assertThat(all).extracting(Scenario::name).doesNotHaveDuplicates();
        assertThat(all.stream().flatMap(scenario -> scenario.ratios().stream()))
                .extracting(Ratio::name)
                .doesNotHaveDuplicates();
        assertThat(all).allSatisfy(scenario -> {
            List<String> entries = scenario.entries().stream().map(Entry::name).toList();
            assertThat(entries).doesNotHaveDuplicates();
            assertThat(scenario.ratios())
                    .allSatisfy(ratio -> assertThat(entries).contains(ratio.of(), ratio.to()));
            assertThat(scenario.meaning()).isNotBlank();
            assertThat(scenario.sizes()).isNotBlank();
        });
    }

    @Test
    void targetsHaveASide() {
        assertThat(Target.atLeast(2).isMet(2)).isTrue();
        assertThat(Target.atLeast(2).isMet(1.9)).isFalse();
        assertThat(Target.atMost(2).isMet(2)).isTrue();
        assertThat(Target.atMost(2).isMet(2.1)).isFalse();
        assertThat(Target.atLeast(0.5)).hasToString(">= 0.5");
    }
}
