package dev.undercurrent.evaluation.report;

import dev.undercurrent.evaluation.Levels;
import dev.undercurrent.evaluation.MethodResult;
import dev.undercurrent.evaluation.SeriesResult;
import dev.undercurrent.evaluation.Window;
import dev.undercurrent.evaluation.metric.Coverage;
import java.util.Arrays;
import java.util.List;

/**
 * How often values fell into a central band of the forecasts.
 *
 * @param nominal the share that should, for instance 0.8
 * @param overall the share that did
 * @param byHorizon [horizon] the same by steps ahead
 */
public record BandCoverage(double nominal, double overall, double[] byHorizon) {

    static List<BandCoverage> of(MethodResult result) {
        return Arrays.stream(Levels.bands()).mapToObj(band -> of(result, band)).toList();
    }

    private static BandCoverage of(MethodResult result, double nominal) {
        int lower = Levels.lower(nominal);
        int upper = Levels.upper(nominal);
        Coverage coverage = new Coverage(result.series().get(0).windows().get(0).horizon());
        for (SeriesResult series : result.series()) {
            for (Window window : series.windows()) {
                double[] actual = window.actual(series.series());
                for (int h = 0; h < actual.length; h++) {
                    coverage.add(h, window.quantiles()[h][lower], window.quantiles()[h][upper], actual[h]);
                }
            }
        }
        return new BandCoverage(nominal, coverage.overall(), coverage.byHorizon());
    }
}
