package dev.undercurrent.jobs.trainer;

import dev.undercurrent.bundle.ModelBundle;
import dev.undercurrent.training.bundles.HmmBundle;
import dev.undercurrent.training.bundles.HmmHeldOut;
import dev.undercurrent.training.bundles.Provenance;
import dev.undercurrent.training.hmm.HmmTrainer;
import dev.undercurrent.training.hmm.Options;
import dev.undercurrent.training.hmm.Progress;
import dev.undercurrent.training.hmm.Units;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Trains a hidden Markov model on a past, judges one of the earlier parts on the later ones, and makes its bundle. */
final class HmmJob {

    private static final double HELD_OUT = 0.25;

    private final Past past;
    private final int season;
    private final Bar bar;
    private final Map<Integer, List<Double>> traces = new TreeMap<>();

    HmmJob(Past past, int season, Bar bar) {
        this.past = past;
        this.season = Math.max(1, season);
        this.bar = bar;
    }

    /** What came of it. */
    record Outcome(ModelBundle bundle, HmmTrainer.Report report, HmmHeldOut heldOut) {}

    /** @param minutes after which training ends with the best model so far; +∞ = when it has converged */
    Outcome run(double minutes, long seed, String name, String data, String createdBy) {
        List<double[][]> series =
                past.series().stream().map(Past.Series::values).toList();
        boolean own = series.size() > 1;
        Options options = Options.defaults()
                .withHeldOut(HELD_OUT)
                .withUnits(own ? Units.Choice.PER_SERIES : Units.Choice.POOLED)
                .withSeed(seed)
                .withProgress(progress(60 * minutes));
        HmmTrainer.Report report = HmmTrainer.report(series, options);
        bar.end();
        bar.say("Judging on what was held out ...");
        HmmHeldOut heldOut = HmmHeldOut.of(report.count().model(), series, HELD_OUT, own, season);
        double[] trace = traces.getOrDefault(report.sensitivity().best(), List.of()).stream()
                .mapToDouble(v -> v)
                .toArray();
        Provenance provenance = new Provenance(
                name,
                String.format(
                        Locale.ROOT,
                        "Hidden Markov model of all events; what is judged here is its twin that was learnt from the first "
                                + "%.0f %% of each series alone, on the rest.",
                        100 * (1 - HELD_OUT)),
                data,
                String.format(Locale.ROOT, "last %.0f %% of the series", 100 * HELD_OUT),
                List.of(seed),
                trace.length,
                trace.length * past.events(),
                null,
                createdBy);
        Past.Series longest = past.series().stream()
                .max(Comparator.comparingInt(Past.Series::length))
                .orElseThrow();
        return new Outcome(
                HmmBundle.of(
                        report, trace, heldOut, new HmmBundle.Example(longest.id(), longest.values()), own, provenance),
                report,
                heldOut);
    }

    private Progress progress(double budget) {
        return new Progress() {
            @Override
            public void iteration(Step step) {
                if (step.phase() == Phase.FINAL) {
                    traces.computeIfAbsent(step.restart(), r -> new ArrayList<>())
                            .add(step.evidence());
                }
                String words = String.format(
                        Locale.ROOT,
                        "%s, %d regimes, start %d, iteration %d, %.4f nats per event",
                        step.phase() == Phase.SEARCH ? "choosing their number" : "learning from all events",
                        step.states(),
                        step.restart() + 1,
                        step.iteration() + 1,
                        -step.evidence());
                bar.show(share(step), words, -1);
            }

            @Override
            public double secondsLeft() {
                return budget - bar.seconds();
            }
        };
    }

    /** Roughly: three fifths for the search over 1 to 8 regimes, the rest for the last model. */
    private static double share(Progress.Step step) {
        boolean search = step.phase() == Progress.Phase.SEARCH;
        return search ? 0.6 * (step.states() - 1) / 8 : 0.6 + 0.4 * Math.min(1, step.restart() / 6.0);
    }

    /** Events that each regime lasts on average. */
    static String dwell(HmmTrainer.Report report) {
        double[][] transition = report.model().transition();
        double[] dwell = new double[transition.length];
        Arrays.setAll(dwell, i -> 1 / Math.max(1e-9, 1 - transition[i][i]));
        return Arrays.stream(dwell)
                .mapToObj(d -> String.format(Locale.ROOT, "%.0f", d))
                .reduce((a, b) -> a + ", " + b)
                .orElse("");
    }
}
