package dev.undercurrent.training.hmm;

import dev.undercurrent.core.math.Elementary;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Matches the regimes of two models by their emissions, so that labels keep their meaning from training to training. */
public final class Alignment {

    /**
     * Bhattacharyya distance per channel up to which a regime is the same one: locations 2 standard deviations apart
     * where these are equal, deviations at a ratio of 5.2 where the locations are.
     */
    public static final double SAME = 0.5;

    private Alignment() {}

    /**
     * Bhattacharyya distance (1943) of two regimes, mean over channels, between the normal laws of equal mean and variance;
     * symmetric, ≥ 0, 0 for equal laws, in the units of the series.
     */
    public static double divergence(HmmModel a, int i, HmmModel b, int j) {
        double sum = 0.0;
        for (int c = 0; c < a.channels(); c++) {
            double va = variance(a, i, c);
            double vb = variance(b, j, c);
            double apart = mean(a, i, c) - mean(b, j, c);
            double spread = 0.5 * Elementary.log(0.5 * (Math.sqrt(va / vb) + Math.sqrt(vb / va)));
            sum += 0.25 * apart * apart / (va + vb) + spread;
        }
        return sum / a.channels();
    }

    private static double mean(HmmModel m, int i, int c) {
        return m.units().offset()[c] + m.units().unit()[c] * m.emissions().location()[i][c];
    }

    private static double variance(HmmModel m, int i, int c) {
        double scale = m.units().unit()[c] * m.emissions().scale()[i][c];
        return scale * scale * m.emissions().varianceOfUnitScale();
    }

    /**
     * The regime of {@code others} that each regime of {@code model} is matched with, −1 where it has fewer. Minimises
     * Σ log(1 + divergence), whose growth is slow enough that one regime far from all does not pull the others apart.
     */
    public static int[] match(HmmModel model, HmmModel others) {
        if (model.channels() != others.channels()) {
            throw new IllegalArgumentException(
                    "models of " + model.channels() + " and " + others.channels() + " channels; allowed: as many");
        }
        double[][] cost = new double[model.states()][others.states()];
        for (int i = 0; i < cost.length; i++) {
            for (int j = 0; j < cost[i].length; j++) {
                cost[i][j] = Elementary.log1p(divergence(model, i, others, j));
            }
        }
        return Assignment.of(cost);
    }

    /** Mean divergence of matched regimes; those that find no partner do not count. */
    static double distance(HmmModel model, HmmModel others) {
        int[] partner = match(model, others);
        double sum = 0.0;
        int matched = 0;
        for (int i = 0; i < partner.length; i++) {
            if (partner[i] >= 0) {
                sum += divergence(model, i, others, partner[i]);
                matched++;
            }
        }
        return sum / matched;
    }

    /**
     * The model with the labels, and in the order, of the previous one: regimes that are the {@link #SAME} take the label
     * and come in the order of their partners; the others get new labels and come last.
     */
    public static HmmModel align(HmmModel model, HmmModel previous) {
        int[] partner = match(model, previous);
        int k = model.states();
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < k; i++) {
            if (partner[i] >= 0 && divergence(model, i, previous, partner[i]) > SAME) {
                partner[i] = -1;
            }
            order.add(i);
        }
        order.sort(Comparator.comparingInt(i -> partner[i] < 0 ? Integer.MAX_VALUE : partner[i]));
        int next = previous.labels().next();
        int[] ids = new int[k];
        for (int n = 0; n < k; n++) {
            int p = partner[order.get(n)];
            ids[n] = p >= 0 ? previous.labels().ids()[p] : next++;
        }
        return reordered(model, order).labelled(new Labels(ids, next));
    }

    /** The order that regimes have where there was no model before: by location, then scale, of the first channel on. */
    static HmmModel canonical(HmmModel model) {
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < model.states(); i++) {
            order.add(i);
        }
        Emissions laws = model.emissions();
        Comparator<Integer> byLaw = Comparator.comparingDouble(i -> laws.location()[i][0]);
        for (int c = 0; c < model.channels(); c++) {
            int channel = c;
            byLaw = byLaw.thenComparingDouble(i -> laws.location()[i][channel])
                    .thenComparingDouble(i -> laws.scale()[i][channel]);
        }
        order.sort(byLaw);
        return reordered(model, order).labelled(Labels.first(model.states()));
    }

    private static HmmModel reordered(HmmModel model, List<Integer> order) {
        return model.reordered(order.stream().mapToInt(i -> i).toArray());
    }
}
