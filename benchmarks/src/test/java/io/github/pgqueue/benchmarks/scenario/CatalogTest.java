package io.github.pgqueue.benchmarks.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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

    @Test
    void theQuickRunTellsTheMainRatiosAndNoOthers() {
        assertThat(ratios(Scale.QUICK)).containsExactlyInAnyOrderElementsOf(MainRatios.NAMES);
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
