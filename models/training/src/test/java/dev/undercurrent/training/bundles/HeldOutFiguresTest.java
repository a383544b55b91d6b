package dev.undercurrent.training.bundles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undercurrent.bundle.Training.Figure;
import dev.undercurrent.bundle.card.Section;
import dev.undercurrent.evaluation.Levels;
import dev.undercurrent.evaluation.MethodResult;
import dev.undercurrent.evaluation.SeriesInfo;
import dev.undercurrent.evaluation.SeriesResult;
import dev.undercurrent.evaluation.TimeSeries;
import dev.undercurrent.evaluation.Window;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HeldOutFiguresTest {

    /** Values 0, 2, 0, 2, then 5, 5 held out; all quantiles are the same number. */
    private static SeriesResult series(double forecast, double... surprisals) {
        TimeSeries series = new TimeSeries(SeriesInfo.of("s", 1, 1), new double[] {0, 2, 0, 2, 5, 5});
        double[][] quantiles = new double[2][Levels.asked().length];
        for (double[] row : quantiles) {
            Arrays.fill(row, forecast);
        }
        return new SeriesResult(
                series, List.of(new Window(4, quantiles)), surprisals, new double[] {.25, .999}, new double[] {.5, .002
                });
    }

    private static MethodResult method(SeriesResult... series) {
        return new MethodResult("m", List.of(series));
    }

    @Test
    @DisplayName(
            "gains are per event that both judged, of the median series; errors in units of what naive forecasts erred by")
    void figures() {
        HeldOut heldOut = new HeldOut(
                method(series(4, 1, 2), series(3, 1, 1), series(5, 9, Double.NaN)),
                method(series(4, 2, 5), series(4, 1, 2), series(4, 3, 3)),
                method(series(1, 1, 1), series(1, Double.NaN, 5), series(1, 1, 1)));
        HeldOutFigures figures = new HeldOutFigures(heldOut);
        assertThat(figures.gainOverHmm()).isCloseTo(.5, within(1e-12)); // of 2, .5, −6
        assertThat(figures.gainOverNaive()).isCloseTo(-.5, within(1e-12)); // of −.5, 4, −8
        assertThat(figures.evidence()).isCloseTo(-14 / 5., within(1e-12));
        assertThat(figures.lossToNaive()).isCloseTo(1 / 4., within(1e-12)); // of 1, 2 and 0, each over 4
        assertThat(figures.scaledError()).isCloseTo(.5, within(1e-12)); // of 1/2, 2/2, 0/2
        assertThat(figures.list("d"))
                .contains(new Figure("d", "series with more evidence than the hidden Markov model, %", 200 / 3.));
    }

    @Test
    @DisplayName("sections count what fell where, and show forecasts by the rank of their error")
    void sections() {
        MethodResult network = method(series(5, 1, 1), series(4, 1, 1), series(3, 1, 1), series(2, 1, 1));
        HeldOutSections sections = new HeldOutSections(new HeldOut(network, network, network));
        assertThat(sections.calibration().counts()).hasSize(20);
        assertThat(sections.calibration().counts()[5]).isEqualTo(4);
        assertThat(sections.calibration().counts()[19]).isEqualTo(4);
        Section.Coverage coverage = sections.coverage();
        assertThat(coverage.levels())
                .contains(new Section.Coverage.Level("95 % band, all steps", .95, .25, 8))
                .contains(new Section.Coverage.Level("one-step p-values below 0.01", .01, .5, 8));
        List<Section> forecasts = sections.forecasts();
        assertThat(forecasts).hasSize(3);
        Section.HeldOut good = (Section.HeldOut) forecasts.get(0);
        assertThat(good.series()).isEqualTo("s: a good forecast (error at the 25th percentile)");
        assertThat(good.median()).containsExactly(4, 4);
        assertThat(good.actual()).containsExactly(5, 5);
        assertThat(good.history()).containsExactly(0, 2, 0, 2);
    }
}
