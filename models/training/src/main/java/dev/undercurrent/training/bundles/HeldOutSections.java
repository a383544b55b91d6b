package dev.undercurrent.training.bundles;

import dev.undercurrent.bundle.card.Section;
import dev.undercurrent.evaluation.Levels;
import dev.undercurrent.evaluation.SeriesResult;
import dev.undercurrent.evaluation.Window;
import dev.undercurrent.evaluation.metric.Coverage;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Results on held-out events as parts of a card. */
final class HeldOutSections {

    private static final double[] BANDS = {0.95, 0.8};
    private static final int BINS = 20;
    private static final double RARE = 0.01;

    /** Values that are shown before the origin of a forecast, in horizons. */
    private static final int PAST = 3;

    private static final double[] RANKS = {0.25, 0.5, 0.75, 0.95};
    private static final String[] WORDS = {"a good forecast", "a typical one", "a poor one", "one of the worst"};

    private final List<SeriesResult> results;

    HeldOutSections(HeldOut heldOut) {
        this.results = heldOut.network().series();
    }

    private record Place(SeriesResult series, Window window, double error) {}

    /** Forecasts at the quartiles and at the 95th percentile of the error, so that the page shows no chosen ones. */
    List<Section> forecasts() {
        List<Place> places = new ArrayList<>();
        for (SeriesResult series : results) {
            for (Window window : series.windows()) {
                double error = HeldOutFigures.scaledError(series, window);
                if (!Double.isNaN(error)) {
                    places.add(new Place(series, window, error));
                }
            }
        }
        places.sort(Comparator.comparingDouble(Place::error));
        List<Section> sections = new ArrayList<>();
        int last = -1;
        for (int r = 0; r < RANKS.length; r++) {
            int i = (int) (RANKS[r] * places.size());
            if (i < places.size() && i != last) {
                sections.add(forecast(places.get(i), WORDS[r], Math.round(100 * RANKS[r])));
                last = i;
            }
        }
        return sections;
    }

    private static Section forecast(Place place, String word, long percentile) {
        Window window = place.window;
        double[] values = place.series.series().values();
        int from = Math.max(0, window.origin() - PAST * window.horizon());
        List<Section.Band> bands = new ArrayList<>();
        for (double band : BANDS) {
            bands.add(new Section.Band(band, column(window, Levels.lower(band)), column(window, Levels.upper(band))));
        }
        return new Section.HeldOut(
                place.series.series().info().id() + ": " + word + " (error at the " + percentile + "th percentile)",
                Arrays.copyOfRange(values, from, window.origin()),
                window.actual(place.series.series()),
                window.point(),
                bands);
    }

    private static double[] column(Window window, int level) {
        return Arrays.stream(window.quantiles()).mapToDouble(row -> row[level]).toArray();
    }

    Section.Coverage coverage() {
        int horizon = results.get(0).windows().get(0).horizon();
        List<Section.Coverage.Level> levels = new ArrayList<>();
        for (double band : BANDS) {
            Coverage coverage = new Coverage(horizon);
            long[] counts = new long[horizon];
            for (SeriesResult series : results) {
                for (Window window : series.windows()) {
                    double[] actual = window.actual(series.series());
                    for (int h = 0; h < horizon; h++) {
                        double[] q = window.quantiles()[h];
                        coverage.add(h, q[Levels.lower(band)], q[Levels.upper(band)], actual[h]);
                        counts[h] += Double.isNaN(actual[h]) ? 0 : 1;
                    }
                }
            }
            String name = Math.round(100 * band) + " % band";
            add(levels, name + ", 1 step ahead", band, coverage.byHorizon()[0], counts[0]);
            if (horizon > 1) {
                add(
                        levels,
                        name + ", " + horizon + " steps ahead",
                        band,
                        coverage.byHorizon()[horizon - 1],
                        counts[horizon - 1]);
                add(
                        levels,
                        name + ", all steps",
                        band,
                        coverage.overall(),
                        Arrays.stream(counts).sum());
            }
        }
        double[] tails = all(SeriesResult::tails);
        double rare = (double) Arrays.stream(tails).filter(p -> p < RARE).count() / tails.length;
        add(levels, "one-step p-values below " + RARE, RARE, rare, tails.length);
        return new Section.Coverage(levels);
    }

    private static void add(
            List<Section.Coverage.Level> levels, String what, double nominal, double realised, long count) {
        if (count > 0) {
            levels.add(new Section.Coverage.Level(what, nominal, realised, count));
        }
    }

    Section.Calibration calibration() {
        double[] pits = all(SeriesResult::pits);
        long[] counts = new long[BINS];
        for (double u : pits) {
            counts[Math.min(BINS - 1, (int) (BINS * u))]++;
        }
        return new Section.Calibration(String.format(Locale.ROOT, "one-step laws of %,d held-out events", pits.length), counts);
    }

    Section.Residuals residuals() {
        return Whiteness.of(results.stream().map(SeriesResult::pits).toList())
                .section("one-step residuals, as normal deviates");
    }

    private double[] all(Function<SeriesResult, double[]> part) {
        return results.stream()
                .flatMapToDouble(r -> Arrays.stream(part.apply(r)))
                .filter(v -> !Double.isNaN(v))
                .toArray();
    }
}
