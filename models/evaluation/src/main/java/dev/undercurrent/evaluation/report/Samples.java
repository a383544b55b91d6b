package dev.undercurrent.evaluation.report;

import dev.undercurrent.evaluation.MethodResult;
import dev.undercurrent.evaluation.SeriesResult;
import dev.undercurrent.evaluation.Window;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Chooses windows to look at: a good, a typical, a poor and a bad one by the first method's scaled error. */
final class Samples {

    private static final double[] RANKS = {0.25, 0.5, 0.75, 0.95};

    /** Values shown before the origin, in horizons. */
    private static final int PAST = 2;

    private Samples() {}

    private record Place(int series, int window, double error) {}

    static List<Sample> of(List<MethodResult> shown) {
        List<Place> places = new ArrayList<>();
        List<SeriesResult> first = shown.get(0).series();
        for (int s = 0; s < first.size(); s++) {
            for (int w = 0; w < first.get(s).windows().size(); w++) {
                double error = Accuracy.scaledError(
                        first.get(s), first.get(s).windows().get(w));
                if (!Double.isNaN(error)) {
                    places.add(new Place(s, w, error));
                }
            }
        }
        places.sort(Comparator.comparingDouble(Place::error));
        List<Sample> samples = new ArrayList<>();
        int last = -1;
        for (double rank : RANKS) {
            int i = (int) (rank * places.size());
            if (i < places.size() && i != last) {
                samples.add(sample(shown, places.get(i), rank));
                last = i;
            }
        }
        return List.copyOf(samples);
    }

    private static Sample sample(List<MethodResult> shown, Place place, double rank) {
        SeriesResult series = shown.get(0).series().get(place.series);
        Window window = series.windows().get(place.window);
        int from = Math.max(0, window.origin() - PAST * window.horizon());
        List<Sample.Fan> fans = new ArrayList<>();
        for (MethodResult method : shown) {
            Window same = method.series().get(place.series).windows().get(place.window);
            fans.add(new Sample.Fan(method.method(), same.quantiles()));
        }
        return new Sample(
                series.series().info().id(),
                window.origin(),
                rank,
                Arrays.copyOfRange(series.series().values(), from, window.origin()),
                window.actual(series.series()),
                List.copyOf(fans));
    }
}
