package dev.undercurrent.evaluation.report;

import dev.undercurrent.evaluation.Levels;
import dev.undercurrent.evaluation.plot.Chart;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.DoubleStream;

/** The charts of one data set. */
public final class Plots {

    /** Colours of the style sheet; further methods take them again. */
    private static final int COLOURS = 8;

    private static final int WIDTH = 420;
    private static final int HEIGHT = 240;

    private final DataSetReport data;

    public Plots(DataSetReport data) {
        this.data = data;
    }

    /** A chart with its caption. */
    public record Figure(String svg, String caption) {}

    /** How the lines of a method look; those of baselines are broken. */
    public static String style(DataSetReport data, int method) {
        return "s" + (method % COLOURS + 1) + (data.methods().get(method).baseline() ? " dashed" : "");
    }

    private static double[] steps(int from, int n) {
        double[] x = new double[n];
        Arrays.setAll(x, i -> from + i);
        return x;
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * share);
    }

    /** Scaled error, and coverage of each band. */
    public List<Figure> byHorizon() {
        List<Figure> figures = new ArrayList<>();
        Chart errors = new Chart("mean absolute scaled error by steps ahead", WIDTH, HEIGHT, "steps ahead").include(0);
        for (int i = 0; i < data.methods().size(); i++) {
            MethodFigures m = data.methods().get(i);
            double[] y = m.accuracy().errorByHorizon();
            errors.line(steps(1, y.length), y, style(data, i), m.method());
        }
        figures.add(new Figure(errors.svg(), "mean absolute error in the units of MASE"));
        for (int b = 0; b < Levels.bands().length; b++) {
            String nominal = percent(Levels.bands()[b]);
            Chart chart = new Chart("coverage of the " + nominal + " band by steps ahead", WIDTH, HEIGHT, "steps ahead")
                    .include(1)
                    .level(Levels.bands()[b], "nominal");
            for (int i = 0; i < data.methods().size(); i++) {
                MethodFigures m = data.methods().get(i);
                double[] y = m.coverage().get(b).byHorizon();
                chart.line(steps(1, y.length), y, style(data, i), m.method());
            }
            figures.add(
                    new Figure(chart.svg(), "share of values inside the " + nominal + " band; level line: nominal"));
        }
        return figures;
    }

    /** Histograms of probability integral transforms. */
    public List<Figure> transforms() {
        List<Figure> figures = new ArrayList<>();
        double highest = 0;
        for (MethodFigures m : data.methods()) {
            if (m.oneStep() != null) {
                highest = Math.max(
                        highest, Arrays.stream(m.oneStep().pitHistogram()).max().orElse(0));
            }
        }
        double top = Math.max(highest, 2.0 / OneStep.BINS);
        for (int i = 0; i < data.methods().size(); i++) {
            MethodFigures m = data.methods().get(i);
            if (m.oneStep() == null) {
                continue;
            }
            double[] shares = m.oneStep().pitHistogram();
            double[] edges = new double[shares.length + 1];
            Arrays.setAll(edges, e -> (double) e / shares.length);
            String[] names = new String[shares.length];
            Arrays.setAll(
                    names,
                    e -> String.format(Locale.ROOT, "%.2f to %.2f: %.2f %%", edges[e], edges[e + 1], 100 * shares[e]));
            Chart chart = new Chart("histogram of F(x) of " + m.method(), WIDTH, HEIGHT, "F(next value)")
                    .vertical(0, top)
                    .bars(edges, shares, style(data, i), names)
                    .level(1.0 / shares.length, "nominal");
            figures.add(new Figure(
                    chart.svg(),
                    String.format(
                            Locale.ROOT, "%s: flat is right, a bowl means too narrow, a hill too wide", m.method())));
        }
        return figures;
    }

    /** Forecasts of sample windows. */
    public List<Figure> fans() {
        List<Figure> figures = new ArrayList<>();
        for (Sample sample : data.samples()) {
            double[] extent = extent(sample);
            for (int i = 0; i < sample.fans().size(); i++) {
                Sample.Fan fan = sample.fans().get(i);
                String caption = String.format(
                        Locale.ROOT,
                        "%s: %s after %d values; %s did better on %s of windows",
                        fan.method(),
                        sample.series(),
                        sample.origin(),
                        sample.fans().get(0).method(),
                        percent(sample.rank()));
                figures.add(new Figure(fan(sample, fan, "s" + (i % COLOURS + 1), extent), caption));
            }
        }
        return figures;
    }

    private static String fan(Sample sample, Sample.Fan fan, String style, double[] extent) {
        int past = sample.past().length;
        double[] ahead = steps(1, sample.actual().length);
        Chart chart = new Chart(
                        "forecast of " + fan.method() + " for " + sample.series(),
                        WIDTH,
                        HEIGHT,
                        "steps from the origin")
                .vertical(extent[0], extent[1]);
        for (int b = Levels.bands().length - 1; b >= 0; b--) {
            double band = Levels.bands()[b];
            // three shades are told apart, four are not
            if (band != 0.9) {
                chart.band(
                        ahead,
                        column(fan, Levels.lower(band)),
                        column(fan, Levels.upper(band)),
                        style,
                        percent(band) + " band");
            }
        }
        double[] seen = Arrays.copyOf(sample.past(), past + sample.actual().length);
        System.arraycopy(sample.actual(), 0, seen, past, sample.actual().length);
        return chart.moment(0.5, "nominal")
                .line(steps(1 - past, seen.length), seen, "actual", "what came")
                .line(ahead, column(fan, Levels.median()), style, "median")
                .svg();
    }

    private static double[] column(Sample.Fan fan, int level) {
        return Arrays.stream(fan.quantiles()).mapToDouble(row -> row[level]).toArray();
    }

    /** The span of all values and bands, the same for all methods; what is wider than thrice the values is cut. */
    private static double[] extent(Sample sample) {
        double[] seen = DoubleStream.concat(Arrays.stream(sample.past()), Arrays.stream(sample.actual()))
                .filter(v -> !Double.isNaN(v))
                .toArray();
        double min = Arrays.stream(seen).min().orElse(0);
        double max = Arrays.stream(seen).max().orElse(1);
        double span = max > min ? max - min : Math.max(Math.abs(max), 1);
        double low = min;
        double high = max;
        for (Sample.Fan fan : sample.fans()) {
            low = Math.min(
                    low, Arrays.stream(column(fan, Levels.lower(0.95))).min().orElse(low));
            high = Math.max(
                    high, Arrays.stream(column(fan, Levels.upper(0.95))).max().orElse(high));
        }
        return new double[] {Math.max(low, min - span) - 0.03 * span, Math.min(high, max + span) + 0.03 * span};
    }
}
