package dev.undercurrent.training.hmm;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The number of regimes, chosen by what models of the earlier part of each series say of its later part: the smallest
 * number whose evidence is within one standard error of the best (Breiman et al. 1984, §3.4.3). The error is that of the
 * paired difference from the best, over contiguous blocks, since neighbouring events are not independent.
 *
 * @param candidates in the order of K
 * @param chosen index of the chosen one
 */
public record StateCount(List<Candidate> candidates, int chosen) {

    /** Blocks that the later parts are cut into. */
    private static final int BLOCKS = 20;

    /**
     * One number of regimes.
     *
     * @param states K
     * @param evidence log p per event of the later parts given the earlier ones, nats, over standardised values
     * @param behind evidence of the best minus this, ≥ 0
     * @param error standard error of {@code behind}; 0 for the best
     * @param model learnt from the earlier parts
     */
    public record Candidate(int states, double evidence, double behind, double error, HmmModel model) {}

    public StateCount {
        candidates = List.copyOf(candidates);
    }

    /** The model of the chosen number of regimes, learnt from the earlier parts. */
    public HmmModel model() {
        return candidates.get(chosen).model();
    }

    public int states() {
        return candidates.get(chosen).states();
    }

    /** Where the later part of a series begins. */
    static int split(int events, double heldOut) {
        return events - (int) Math.round(heldOut * events);
    }

    static StateCount choose(
            HmmTraining training,
            List<double[][]> z,
            Units units,
            int fewest,
            int most,
            double heldOut,
            Progress progress) {
        List<double[][]> earlier = new ArrayList<>();
        for (double[][] one : z) {
            earlier.add(Arrays.copyOf(one, split(one.length, heldOut)));
        }
        List<HmmModel> models = new ArrayList<>();
        List<double[]> scores = new ArrayList<>();
        for (int k = fewest; k <= most && (k == fewest || progress.secondsLeft() > 0); k++) {
            HmmModel model = training.fit(earlier, units, k, null, Progress.Phase.SEARCH, progress)
                    .fit()
                    .model();
            models.add(model);
            scores.add(later(model, z, heldOut));
        }
        return of(models, scores);
    }

    /** log p of each held-out event with a value, nats, all series one after another. */
    private static double[] later(HmmModel model, List<double[][]> z, double heldOut) {
        List<Double> scores = new ArrayList<>();
        Chain chain = new Chain(model);
        for (double[][] one : z) {
            int from = split(one.length, heldOut);
            chain.filter(one, (t, predicted, posterior, surprisal) -> {
                if (t >= from && Moments.present(one[t]) > 0) {
                    scores.add(-surprisal);
                }
            });
        }
        return scores.stream().mapToDouble(s -> s).toArray();
    }

    /** @param scores per model [n] log p of the same held-out events */
    static StateCount of(List<HmmModel> models, List<double[]> scores) {
        int n = scores.get(0).length;
        if (n < 2) {
            throw new IllegalArgumentException(n + " events are held out; allowed: at least 2");
        }
        int best = 0;
        for (int i = 1; i < models.size(); i++) {
            best = mean(scores.get(i), 0, n) > mean(scores.get(best), 0, n) ? i : best;
        }
        List<Candidate> candidates = new ArrayList<>();
        int chosen = best;
        for (int i = models.size() - 1; i >= 0; i--) {
            double[] difference = new double[n];
            for (int t = 0; t < n; t++) {
                difference[t] = scores.get(best)[t] - scores.get(i)[t];
            }
            double behind = mean(difference, 0, n);
            double error = error(difference);
            candidates.add(
                    0, new Candidate(models.get(i).states(), mean(scores.get(i), 0, n), behind, error, models.get(i)));
            chosen = i < best && behind <= error ? i : chosen;
        }
        return new StateCount(candidates, chosen);
    }

    /** Standard error of the mean from the scatter of the means of contiguous blocks. */
    static double error(double[] values) {
        int blocks = Math.min(BLOCKS, values.length);
        double mean = mean(values, 0, values.length);
        double square = 0.0;
        for (int b = 0; b < blocks; b++) {
            int from = (int) ((long) values.length * b / blocks);
            int to = (int) ((long) values.length * (b + 1) / blocks);
            double d = mean(values, from, to) - mean;
            square += d * d;
        }
        return Math.sqrt(square / (blocks - 1) / blocks);
    }

    private static double mean(double[] values, int from, int to) {
        double sum = 0.0;
        for (int t = from; t < to; t++) {
            sum += values[t];
        }
        return sum / (to - from);
    }

    /** A table, one line per number of regimes; the chosen one is marked. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder("   regimes  held-out evidence/event  behind  standard error\n");
        for (int i = 0; i < candidates.size(); i++) {
            Candidate c = candidates.get(i);
            out.append(String.format(
                    Locale.ROOT,
                    "%s  %7d  %23.5f  %6.4f  %14.4f%n",
                    i == chosen ? "*" : " ",
                    c.states(),
                    c.evidence(),
                    c.behind(),
                    c.error()));
        }
        return out.toString();
    }
}
