package io.github.pgqueue.benchmarks.report;

import io.github.pgqueue.benchmarks.result.Results;
import io.github.pgqueue.benchmarks.scenario.Entry;
import io.github.pgqueue.benchmarks.scenario.Scenario;
import java.awt.Color;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.HorizontalBarChart;
import org.knowm.xchart.HorizontalBarChartBuilder;
import org.knowm.xchart.style.HorizontalBarStyler;

/** A bar for each entry: its median. */
final class Charts {

    private static final int WIDTH = 900;
    private static final int HEIGHT_ALONE = 110;
    private static final int HEIGHT_OF_A_BAR = 34;
    private static final Color BAR = new Color(0x33, 0x6b, 0xa8);

    private final Results results;

    Charts(Results results) {
        this.results = results;
    }

    /** Writes the scenario's chart, which must have been measured. */
    void write(Scenario scenario, Path file) throws IOException {
        List<String> names = new ArrayList<>();
        List<Double> medians = new ArrayList<>();
        for (Entry entry : scenario.entries()) {
            results.value(scenario.name(), entry.name()).ifPresent(found -> {
                names.add(entry.name());
                medians.add(found.median());
            });
        }
        // The first one at the top.
        Collections.reverse(names);
        Collections.reverse(medians);
        HorizontalBarChart chart = new HorizontalBarChartBuilder()
                .width(WIDTH)
                .height(HEIGHT_ALONE + HEIGHT_OF_A_BAR * names.size())
                .title(scenario.title())
                .xAxisTitle(scenario.unit().toString())
                .build();
        style(chart.getStyler());
        chart.addSeries("median", medians, names);
        try (OutputStream out = Files.newOutputStream(file)) {
            ChartEncoder.saveChart(chart, out, "svg");
        }
    }

    private static void style(HorizontalBarStyler styler) {
        styler.setLegendVisible(false);
        styler.setSeriesColors(new Color[] {BAR});
        styler.setChartBackgroundColor(Color.WHITE);
        styler.setAvailableSpaceFill(0.6);
        styler.setLabelsVisible(false);
        styler.setXAxisMin(0.0);
        styler.setXAxisDecimalPattern("#,##0.###");
    }
}
