package dev.undercurrent.training.hmm;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * Expectation-maximisation for a hidden Markov model over many series (Baum et al. 1970; Rabiner 1989, §III.C), with a
 * Dirichlet prior and a floor of the scales. Between two repairs the objective never falls.
 *
 * @param prior of the transition rows and the first regime
 * @param maxIterations ≥ 1
 * @param tolerance gain of an iteration, relative to the larger of |objective| and the number of events, below which EM has
 *     converged; ≥ 0
 * @param leastMass expected number of events below which a regime is degenerate; on the floor of the scales four times as
 *     many; ≥ 0
 * @param maxRepairs regimes given another start in one run, ≥ 0
 */
public record BaumWelch(StickyPrior prior, int maxIterations, double tolerance, double leastMass, int maxRepairs) {

    static final double LEAST_MASS = 3.0;
    static final int MAX_REPAIRS = 8;

    /** Iterations after a repair in which convergence is not asked for. */
    private static final int SETTLE = 3;

    /** @throws IllegalArgumentException if a number is out of its range */
    public BaumWelch {
        if (maxIterations < 1 || !(tolerance >= 0) || !(leastMass >= 0) || maxRepairs < 0) {
            throw new IllegalArgumentException("Baum-Welch: iterations " + maxIterations + " (allowed: 1 and more),"
                    + " tolerance " + tolerance + ", least mass " + leastMass + " and repairs " + maxRepairs
                    + " (allowed: 0 and more)");
        }
    }

    /** 300 iterations, tolerance 1e-6, 3 events, 8 repairs. */
    public static BaumWelch of(StickyPrior prior) {
        return new BaumWelch(prior, 300, 1e-6, LEAST_MASS, MAX_REPAIRS);
    }

    /**
     * Where a run has ended.
     *
     * @param model the last model whose objective was computed
     * @param evidence log p of all series, nats
     * @param objective evidence plus log prior, nats; what was maximised
     * @param trace [iterations] objective of each iteration's model
     * @param converged false where iterations or time ran out
     * @param repairs [≤ maxRepairs] iterations, from 0, after which a regime was given another start
     * @param degenerate regimes that are degenerate at the end
     */
    public record Fit(
            HmmModel model,
            double evidence,
            double objective,
            double[] trace,
            boolean converged,
            int[] repairs,
            int degenerate) {}

    /**
     * Runs to convergence.
     *
     * @param start parameters to begin with
     * @param series each [T][D], in the units of {@code start}
     */
    public Fit fit(HmmModel start, List<double[][]> series) {
        return fit(start, series, (iteration, evidence) -> true);
    }

    /** As {@link #fit(HmmModel, List)}; {@code goOn} hears each iteration, from 0, with its evidence in nats, and may say no. */
    public Fit fit(HmmModel start, List<double[][]> series, BiPredicate<Integer, Double> goOn) {
        double events = series.stream().mapToDouble(z -> z.length).sum();
        double[] trace = new double[maxIterations];
        int[] repairs = new int[maxRepairs];
        int repaired = 0;
        HmmModel model = start;
        for (int n = 0; ; n++) {
            Expectations now = new Expectations(model, series);
            trace[n] = now.evidence + prior.log(model.initial(), model.transition());
            boolean last = !goOn.test(n, now.evidence) || n + 1 == maxIterations;
            int bad = repaired < maxRepairs ? now.degenerate(leastMass) : -1;
            int since = repaired == 0 ? n : n - repairs[repaired - 1] - SETTLE;
            double enough = tolerance * Math.max(Math.abs(trace[n]), events);
            boolean converged = bad < 0 && since >= 1 && trace[n] - trace[n - 1] <= enough;
            if (converged || last) {
                return new Fit(
                        model,
                        now.evidence,
                        trace[n],
                        Arrays.copyOf(trace, n + 1),
                        converged,
                        Arrays.copyOf(repairs, repaired),
                        now.degenerates(leastMass));
            }
            model = now.maximise(prior);
            if (bad >= 0) {
                model = Repair.reseed(model, bad, series);
                repairs[repaired++] = n;
            }
        }
    }
}
