package dev.undercurrent.training.hmm;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import smile.validation.metric.AdjustedRandIndex;

/**
 * EM from several starts for a given number of regimes. The kept run is that of the fewest degenerate regimes, then of the
 * highest objective.
 *
 * @param em each run
 * @param nu degrees of freedom ν > 2, +∞ for Gaussian
 * @param floor smallest scale, > 0, in standardised units
 * @param restarts number of starts, ≥ 1; one regime needs but one
 * @param seed equal seeds give equal results
 */
public record HmmTraining(BaumWelch em, double nu, double floor, int restarts, long seed) {

    /** @throws IllegalArgumentException if a number is out of its range */
    public HmmTraining {
        if (!(nu > 2) || !(floor > 0) || restarts < 1) {
            throw new IllegalArgumentException("training: degrees of freedom " + nu + " (allowed: more than 2), floor "
                    + floor + " (allowed: more than 0), restarts " + restarts + " (allowed: 1 and more)");
        }
    }

    /**
     * What came of it.
     *
     * @param fit the run that was kept, regimes in canonical order
     */
    public record Outcome(BaumWelch.Fit fit, Sensitivity sensitivity) {}

    /**
     * @param z each [T][D], standardised by {@code units}
     * @param k number of regimes, ≥ 1
     * @param previous a model to begin with besides, or null; counts where it has as many regimes
     */
    public Outcome fit(
            List<double[][]> z, Units units, int k, HmmModel previous, Progress.Phase phase, Progress progress) {
        long events = Math.max(1, z.stream().mapToLong(s -> s.length).sum());
        Starts starts = new Starts(z, units, nu, floor);
        List<BaumWelch.Fit> fits = new ArrayList<>();
        List<Starts.Kind> kinds = new ArrayList<>();
        boolean known = previous != null && previous.states() == k;
        int runs = (k == 1 ? 1 : restarts) + (known ? 1 : 0);
        for (int n = 0; n < runs && (n == 0 || progress.secondsLeft() > 0); n++) {
            int restart = n;
            Starts.Kind kind = known && n + 1 == runs ? Starts.Kind.PREVIOUS : Starts.kind(n);
            HmmModel start = kind == Starts.Kind.PREVIOUS
                    ? restated(previous, units)
                    : starts.of(kind, k, seed * 1_000_003L + 1_009L * k + n);
            kinds.add(kind);
            fits.add(em.fit(start, z, (iteration, evidence) -> {
                progress.iteration(new Progress.Step(phase, k, restart, iteration, evidence / events));
                return progress.secondsLeft() > 0;
            }));
        }
        return outcome(z, events, kinds, fits);
    }

    private HmmModel restated(HmmModel previous, Units units) {
        HmmModel moved = previous.in(units);
        Emissions laws = moved.emissions();
        double[][] scale = new double[laws.states()][];
        for (int i = 0; i < scale.length; i++) {
            scale[i] = laws.scale()[i].clone();
            for (int c = 0; c < scale[i].length; c++) {
                scale[i][c] = Math.max(scale[i][c], floor);
            }
        }
        return new HmmModel(
                moved.initial(),
                moved.transition(),
                new Emissions(laws.location(), scale, nu, floor),
                units,
                moved.labels());
    }

    private static Outcome outcome(List<double[][]> z, long events, List<Starts.Kind> kinds, List<BaumWelch.Fit> fits) {
        int best = 0;
        for (int n = 1; n < fits.size(); n++) {
            int fewer = fits.get(best).degenerate() - fits.get(n).degenerate();
            if (fewer > 0
                    || (fewer == 0 && fits.get(n).objective() > fits.get(best).objective())) {
                best = n;
            }
        }
        BaumWelch.Fit kept = fits.get(best);
        int[] labels = regimes(kept.model(), z);
        List<Sensitivity.Restart> runs = new ArrayList<>();
        for (int n = 0; n < fits.size(); n++) {
            BaumWelch.Fit fit = fits.get(n);
            runs.add(new Sensitivity.Restart(
                    kinds.get(n).name().toLowerCase(Locale.ROOT),
                    fit.evidence(),
                    fit.objective(),
                    fit.trace().length,
                    fit.converged(),
                    fit.repairs().length,
                    fit.degenerate(),
                    n == best ? 1.0 : randIndex(labels, regimes(fit.model(), z)),
                    n == best ? 0.0 : Alignment.distance(fit.model(), kept.model())));
        }
        BaumWelch.Fit ordered = new BaumWelch.Fit(
                Alignment.canonical(kept.model()),
                kept.evidence(),
                kept.objective(),
                kept.trace(),
                kept.converged(),
                kept.repairs(),
                kept.degenerate());
        return new Outcome(ordered, new Sensitivity(events, runs, best));
    }

    /** The most probable regime of every event given all events, all series one after another. */
    static int[] regimes(HmmModel model, List<double[][]> z) {
        int[] labels = new int[z.stream().mapToInt(s -> s.length).sum()];
        double[][] pairs = new double[model.states()][model.states()];
        Chain chain = new Chain(model);
        int from = 0;
        for (double[][] one : z) {
            int offset = from;
            chain.smooth(one, pairs, (t, gamma) -> {
                int most = 0;
                for (int i = 1; i < gamma.length; i++) {
                    most = gamma[i] > gamma[most] ? i : most;
                }
                labels[offset + t] = most;
            });
            from += one.length;
        }
        return labels;
    }

    private static double randIndex(int[] a, int[] b) {
        double index = AdjustedRandIndex.of(a, b);
        // 0 / 0 where both know one regime only: the same partition
        return Double.isNaN(index) ? 1.0 : index;
    }
}
