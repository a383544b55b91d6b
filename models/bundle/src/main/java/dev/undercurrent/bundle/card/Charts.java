package dev.undercurrent.bundle.card;

import java.util.Arrays;
import java.util.stream.IntStream;

/** Charts of series: losses, forecasts, regimes. */
final class Charts {

    private Charts() {}

    /** An entry of a legend: a swatch of that style, and its words. */
    static void legend(Html out, String... stylesAndWords) {
        out.open("ul", "class", "legend");
        for (int i = 0; i < stylesAndWords.length; i += 2) {
            out.open("li")
                    .open("i", "class", stylesAndWords[i])
                    .close("i")
                    .text(stylesAndWords[i + 1])
                    .close("li");
        }
        out.close("ul").line();
    }

    private static boolean any(double[] values) {
        return Arrays.stream(values).anyMatch(Double::isFinite);
    }

    private static double[] range(int from, int to) {
        return IntStream.range(from, to).asDoubleStream().toArray();
    }

    static void losses(Section.Losses losses, Html out) {
        boolean validated = any(losses.validation());
        if (validated) {
            legend(out, "a", "training", "b", "validation");
        } else {
            legend(out, "a", "training");
        }
        var plot = new Plot(
                "loss over steps of training",
                270,
                Axis.around("step", 0, losses.steps()),
                Axis.around(losses.unit(), .06, losses.train(), losses.validation()));
        plot.line(losses.steps(), losses.train(), "a");
        // validation is taken now and then: its line joins what there is
        int[] taken = IntStream.range(0, losses.steps().length)
                .filter(i -> Double.isFinite(losses.validation()[i]))
                .toArray();
        plot.line(
                Arrays.stream(taken).mapToDouble(i -> losses.steps()[i]).toArray(),
                Arrays.stream(taken).mapToDouble(i -> losses.validation()[i]).toArray(),
                "b");
        out.raw(plot.svg()).line();
    }

    static void heldOut(Section.HeldOut f, Html out) {
        int h = f.actual().length;
        out.element("h3", f.series()).line();
        String[] legend = new String[4 + 2 * f.bands().size()];
        legend[0] = "ink";
        legend[1] = "what came";
        legend[2] = "a";
        legend[3] = "median forecast";
        for (int i = 0; i < f.bands().size(); i++) {
            legend[4 + 2 * i] = "a area w" + Math.min(i, 2);
            legend[5 + 2 * i] = Digits.significant(100 * f.bands().get(i).coverage()) + " % band";
        }
        legend(out, legend);
        double[][] all = new double[3 + 2 * f.bands().size()][];
        all[0] = f.history();
        all[1] = f.actual();
        all[2] = f.median();
        for (int i = 0; i < f.bands().size(); i++) {
            all[3 + 2 * i] = f.bands().get(i).lower();
            all[4 + 2 * i] = f.bands().get(i).upper();
        }
        int n = f.history().length;
        double[] ahead = range(1, h + 1);
        var plot = new Plot(
                "forecast of " + f.series(),
                270,
                new Axis(Math.min(1 - n, 0), Math.max(h, 1), "events from the origin of the forecast"),
                Axis.around("value", .05, all));
        for (Section.Band band : f.bands()) {
            plot.band(ahead, band.lower(), band.upper(), "a");
        }
        plot.upright(.5, "dash");
        double[] values = Arrays.copyOf(f.history(), n + h);
        System.arraycopy(f.actual(), 0, values, n, h);
        plot.line(ahead, f.median(), "a").line(range(1 - n, h + 1), values, "ink thin");
        out.raw(plot.svg()).line();
    }

    static void regimes(Section.Regimes r, Html out) {
        out.element("h3", r.series()).line();
        String[] names = r.names().toArray(new String[0]);
        String[] legend = new String[2 * names.length];
        for (int i = 0; i < names.length; i++) {
            legend[2 * i] = "area r" + i % 8;
            legend[2 * i + 1] = names[i];
        }
        legend(out, legend);
        Axis y = Axis.around("value", .08, r.values());
        Axis under = new Axis(y.from() - .08 * (y.to() - y.from()), y.to(), y.label());
        int n = r.values().length;
        var plot = new Plot("regimes of " + r.series(), 250, new Axis(-.5, Math.max(n - .5, .5), "event"), under);
        plot.steps(r.regime(), y.from(), y.to(), "tint", names);
        plot.steps(r.regime(), under.from(), y.from(), "strip", names);
        plot.line(range(0, n), r.values(), "ink thin");
        out.raw(plot.svg()).line();
    }
}
