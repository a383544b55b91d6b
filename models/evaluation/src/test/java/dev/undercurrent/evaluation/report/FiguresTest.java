package dev.undercurrent.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undercurrent.evaluation.Levels;
import dev.undercurrent.evaluation.MethodResult;
import dev.undercurrent.evaluation.SeriesInfo;
import dev.undercurrent.evaluation.SeriesResult;
import dev.undercurrent.evaluation.TimeSeries;
import dev.undercurrent.evaluation.Window;
import dev.undercurrent.evaluation.metric.Evidence;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FiguresTest {

    /** Quantile at level τ: centre + width (τ − ½). */
    private static double[] row(double centre, double width) {
        double[] levels = Levels.asked();
        double[] row = new double[levels.length];
        for (int q = 0; q < row.length; q++) {
            row[q] = centre + width * (levels[q] - 0.5);
        }
        return row;
    }

    private static SeriesResult series(double[] values, Window window, double... surprisals) {
        double[] pits = {0.5, 0.001};
        double[] tails = {1, 0.002};
        return new SeriesResult(
                new TimeSeries(SeriesInfo.of("s", 1, 1), values), List.of(window), surprisals, pits, tails);
    }

    /** Two series: one with a naive error of 2 before the origin, one that stood still. */
    private static MethodResult result() {
        Window first = new Window(3, new double[][] {row(10, 10), row(20, 10)});
        Window second = new Window(2, new double[][] {row(1, 10), row(1, 10)});
        return new MethodResult(
                "m",
                List.of(
                        series(new double[] {0, 2, 4, 14, 16}, first, 1, 2),
                        series(new double[] {5, 5, 1, Double.NaN}, second, 3, Double.NaN)));
    }

    @Test
    @DisplayName("Errors are means over windows; a window without a scale is left out of MASE and counted")
    void accuracy() {
        Accuracy accuracy = Accuracy.of(result());
        assertThat(accuracy.windows()).isEqualTo(2);
        assertThat(accuracy.unscaled()).isEqualTo(1);
        double smape = (200 * 4 / 24.0 + 200 * 4 / 36.0) / 2;
        assertThat(accuracy.smape()).isCloseTo((smape + 0) / 2, within(1e-12));
        assertThat(accuracy.mase()).isEqualTo(4 / 2.0);
        assertThat(accuracy.errorByHorizon()).containsExactly(2, 2);
        assertThat(accuracy.owa()).isNaN();
        // pinball at τ: y − q is 4 − 10(τ − ½), −4 − 10(τ − ½) and −10(τ − ½); Σ|y| = 31
        double sum = 0;
        double[] byLevel = new double[9];
        for (int i = 0; i < 9; i++) {
            double level = (i + 1) / 10.0;
            for (double error : new double[] {4, -4, 0}) {
                double d = error - 10 * (level - 0.5);
                byLevel[i] += 2 * (d > 0 ? level * d : (level - 1) * d) / 31;
            }
            sum += byLevel[i];
        }
        assertThat(accuracy.quantileLoss()).containsExactly(byLevel, within(1e-12));
        assertThat(accuracy.crps()).isCloseTo(sum / 9, within(1e-12));
        assertThat(accuracy.relativeTo(accuracy).owa()).isEqualTo(1);
    }

    @Test
    @DisplayName(
            "Coverage of each band by steps ahead: values 4 away lie on the edge of the 80 % band and outside the 50 % one")
    void coverage() {
        List<BandCoverage> bands = BandCoverage.of(result());
        assertThat(bands).extracting(BandCoverage::nominal).containsExactly(0.5, 0.8, 0.9, 0.95);
        assertThat(bands.get(1).byHorizon()).containsExactly(1, 1);
        assertThat(bands.get(0).byHorizon()).containsExactly(0.5, 0);
        assertThat(bands.get(0).overall()).isEqualTo(1 / 3.0);
        assertThat(bands.get(2).overall()).isEqualTo(1);
    }

    @Test
    @DisplayName("One-step figures pool all events that were scored; gains are counted on equal events only")
    void oneStep() {
        OneStep figures = OneStep.of(result());
        assertThat(figures.evidence()).isEqualTo(new Evidence(3, 0, -2));
        assertThat(figures.rare()).isEqualTo(0.5);
        assertThat(figures.pitHistogram()[0]).isEqualTo(0.5);
        assertThat(figures.pitHistogram()[10]).isEqualTo(0.5);
        assertThat(figures.pitDeviation()).isCloseTo(0.5, within(1e-12));
        OneStep same = new OneStep(new Evidence(3, 0, -2.5), Double.NaN, new double[20], 0, 0, 0);
        OneStep fewer = new OneStep(new Evidence(2, 0, -2.5), Double.NaN, new double[20], 0, 0, 0);
        assertThat(figures.above(same).gain()).isEqualTo(0.5);
        assertThat(figures.above(fewer).gain()).isNaN();
        SeriesResult silent = series(new double[] {1, 2}, new Window(1, new double[][] {row(0, 1)}), Double.NaN);
        assertThat(OneStep.of(new MethodResult("none", List.of(silent)))).isNull();
    }
}
