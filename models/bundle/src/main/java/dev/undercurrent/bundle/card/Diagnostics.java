package dev.undercurrent.bundle.card;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Charts of how good a model is: calibration, residuals, restarts. */
final class Diagnostics {

    /** Two-sided 95 % point of the normal law. */
    private static final double Z95 = 1.96;

    private Diagnostics() {}

    static void calibration(Section.Calibration c, Html out) {
        int bins = c.counts().length;
        long total = Arrays.stream(c.counts()).sum();
        out.element("h3", c.what()).line();
        if (bins == 0 || total == 0) {
            out.element("p", "no values", "class", "note");
            return;
        }
        double[] at = new double[bins];
        double[] share = new double[bins];
        String[] words = new String[bins];
        for (int i = 0; i < bins; i++) {
            at[i] = (i + .5) / bins;
            share[i] = (double) c.counts()[i] * bins / total;
            words[i] = Digits.count(c.counts()[i]) + " of " + Digits.count(total);
        }
        double error = Z95 * Math.sqrt((bins - 1.0) / total);
        double most = Math.max(Arrays.stream(share).max().orElse(1), 1 + error);
        Charts.legend(out, "a", "held-out values", "area expected", "95 % of calibrated laws, per bar");
        var plot = new Plot(
                "histogram of the probability integral transform of " + c.what(),
                220,
                new Axis(0, 1, "probability predicted below the value"),
                new Axis(0, 1.08 * most, "density"));
        plot.bars(at, share, .9 / bins, "a", words);
        plot.band(
                new double[] {0, 1},
                new double[] {1 - error, 1 - error},
                new double[] {1 + error, 1 + error},
                "expected");
        plot.across(1, "");
        out.raw(plot.svg()).line();
    }

    static void residuals(Section.Residuals r, Html out) {
        int lags = r.autocorrelation().length;
        double[] at = new double[lags];
        String[] words = new String[lags];
        double most = 0;
        for (int i = 0; i < lags; i++) {
            at[i] = i + 1;
            words[i] = "lag " + (i + 1) + ": " + Digits.fixed(r.autocorrelation()[i], 3);
            most = Double.isFinite(r.autocorrelation()[i]) ? Math.max(most, Math.abs(r.autocorrelation()[i])) : most;
        }
        double bound = r.count() > 0 ? Z95 / Math.sqrt((double) r.count()) : Double.NaN;
        most = Math.min(1, 1.25 * Math.max(most, Double.isNaN(bound) ? 0 : 1.5 * bound) + 1e-6);
        out.element("h3", r.what()).line();
        var plot = new Plot(
                "autocorrelation of " + r.what(),
                210,
                new Axis(.25, lags + .75, "lag"),
                new Axis(-most, most, "autocorrelation"));
        plot.bars(at, r.autocorrelation(), .6, "a", words).across(0, "");
        if (Double.isFinite(bound)) {
            plot.across(bound, "dash").across(-bound, "dash");
        }
        out.raw(plot.svg()).line();
        String p = r.pValue() < 1e-4 ? "< 0.0001" : "= " + Digits.significant(r.pValue());
        out.element(
                        "p",
                        "Ljung-Box over " + lags + " lags: Q = " + Digits.significant(r.statistic()) + " with "
                                + r.degrees()
                                + " degrees of freedom, p " + p + ", n = " + Digits.count(r.count())
                                + (r.pValue() < .01
                                        ? ": something of the past is left in the residuals."
                                        : ": no sign that anything of the past is left in the residuals."),
                        "class",
                        "result")
                .line();
    }

    static void restarts(Section.Restarts r, Html out) {
        List<Section.Restarts.Run> runs = new ArrayList<>(r.runs());
        runs.sort(Comparator.comparingDouble(Section.Restarts.Run::evidence).reversed());
        int n = runs.size();
        if (n == 0) {
            return;
        }
        double[] rank = new double[n];
        double[] evidence = new double[n];
        String[] words = new String[n];
        for (int i = 0; i < n; i++) {
            rank[i] = i + 1;
            evidence[i] = runs.get(i).evidence();
            words[i] = "start " + runs.get(i).seed() + ": " + Digits.fixed(evidence[i], 4);
        }
        var plot = new Plot(
                "evidence of the runs, best first",
                210,
                new Axis(.5, n + .5, "run, best first"),
                Axis.around("nats per event", .15, evidence));
        out.raw(plot.across(evidence[0], "dash")
                        .dots(rank, evidence, "a", words)
                        .svg())
                .line();
        Tables.runs(runs, out);
        if (!r.spreads().isEmpty()) {
            Tables.spreads(r.spreads(), out);
        }
    }
}
