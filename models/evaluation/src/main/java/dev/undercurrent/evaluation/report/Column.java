package dev.undercurrent.evaluation.report;

import dev.undercurrent.evaluation.Levels;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * A column of the table of methods.
 *
 * @param title its heading
 * @param meaning in a sentence
 * @param decimals digits after the point
 * @param miss how far a value is from the best there could be, so that the smallest is marked
 * @param measured the figure of a method
 * @param published the figure of a quoted row; null where it has none
 */
record Column(
        String title,
        String meaning,
        int decimals,
        ToDoubleFunction<Double> miss,
        ToDoubleFunction<MethodFigures> measured,
        Function<Quoted, Double> published) {

    private static final String BAND = "share of values inside the central band, %";

    static List<Column> all(String reference) {
        List<Column> columns = new ArrayList<>();
        columns.add(new Column(
                "sMAPE",
                "symmetric mean absolute percentage error, 0 to 200",
                2,
                v -> v,
                f -> f.accuracy().smape(),
                Quoted::smape));
        columns.add(new Column(
                "MASE",
                "mean absolute error in units of the seasonal naive error before the origin",
                3,
                v -> v,
                f -> f.accuracy().mase(),
                Quoted::mase));
        columns.add(new Column(
                "OWA",
                "mean of sMAPE and MASE relative to Naive2",
                3,
                v -> v,
                f -> f.accuracy().owa(),
                q -> null));
        columns.add(new Column(
                "CRPS",
                "mean weighted quantile loss over the deciles",
                4,
                v -> v,
                f -> f.accuracy().crps(),
                Quoted::crps));
        for (int i = 0; i < Levels.bands().length; i++) {
            columns.add(band(i));
        }
        columns.add(oneStep(
                "nats/event",
                "log density of each next value, mean; higher is better",
                3,
                v -> -v,
                s -> s.evidence().perEvent()));
        columns.add(oneStep(
                "gain",
                "nats per event above " + (reference == null ? "the reference" : reference),
                3,
                v -> -v,
                OneStep::gain));
        columns.add(oneStep(
                "sup|F(u)−u|",
                "distance of the transforms of next values from uniform",
                3,
                v -> v,
                OneStep::pitDeviation));
        columns.add(oneStep(
                "p<.01 %",
                "next values with a p-value below 0.01, calibrated where it is served; 1 % is right",
                2,
                v -> Math.abs(v - 1),
                s -> 100 * s.rare()));
        return List.copyOf(columns);
    }

    private static Column band(int i) {
        double nominal = 100 * Levels.bands()[i];
        String percent = String.format(Locale.ROOT, "%.0f %%", nominal);
        return new Column(
                percent,
                BAND,
                1,
                v -> Math.abs(v - nominal),
                f -> 100 * f.coverage().get(i).overall(),
                q -> null);
    }

    private static Column oneStep(
            String title,
            String meaning,
            int decimals,
            ToDoubleFunction<Double> miss,
            ToDoubleFunction<OneStep> value) {
        return new Column(
                title,
                meaning,
                decimals,
                miss,
                f -> f.oneStep() == null ? Double.NaN : value.applyAsDouble(f.oneStep()),
                q -> null);
    }

    /** A figure as text, empty where there is none. */
    String text(Double value) {
        return value == null || value.isNaN()
                ? ""
                : value.isInfinite()
                        ? (value > 0 ? "∞" : "-∞")
                        : String.format(Locale.ROOT, "%." + decimals + "f", value);
    }

    /** A published figure with the digits it was published with; empty where there is none. */
    String text(Quoted row) {
        Double value = published.apply(row);
        return value == null ? "" : BigDecimal.valueOf(value).toPlainString();
    }

    /** What the columns mean; those of one meaning are named together. */
    static String meanings(List<Column> columns) {
        Map<String, StringBuilder> titles = new LinkedHashMap<>();
        for (Column c : columns) {
            StringBuilder names = titles.computeIfAbsent(c.meaning, key -> new StringBuilder());
            names.append(names.length() == 0 ? "" : ", ").append(c.title);
        }
        StringBuilder out = new StringBuilder();
        titles.forEach((meaning, names) ->
                out.append(names).append(": ").append(meaning).append(". "));
        return out.toString().strip();
    }

    /** Whether a method is the best of several here, to the digits shown. */
    boolean best(MethodFigures method, List<MethodFigures> among) {
        double least = Double.POSITIVE_INFINITY;
        for (MethodFigures other : among) {
            double miss = rounded(other);
            least = Double.isNaN(miss) ? least : Math.min(least, miss);
        }
        return among.size() > 1 && rounded(method) == least && least != Double.POSITIVE_INFINITY;
    }

    private double rounded(MethodFigures method) {
        double unit = Math.pow(10, decimals);
        double value = measured.applyAsDouble(method);
        return Double.isFinite(value) ? miss.applyAsDouble(Math.rint(value * unit) / unit) : Double.NaN;
    }
}
