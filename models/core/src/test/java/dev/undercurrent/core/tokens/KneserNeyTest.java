package dev.undercurrent.core.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undercurrent.core.Categorical;
import dev.undercurrent.core.Seeded;
import dev.undercurrent.core.Token;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class KneserNeyTest {

    private static final int V = 9;
    private static final int BEGIN = -1;

    private static List<int[]> sequences(SplittableRandom random, int n) {
        List<int[]> all = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            int[] s = new int[1 + random.nextInt(9)];
            for (int t = 0; t < s.length; t++) {
                s[t] = t == s.length - 1 ? 0 : 2 + Math.min(random.nextInt(V - 2), random.nextInt(V - 2));
            }
            all.add(s);
        }
        return all;
    }

    /** The n tokens before place t, and the one at it. */
    private static List<Integer> gram(int[] s, int t, int n) {
        List<Integer> gram = new ArrayList<>();
        for (int i = t - n; i < t; i++) {
            gram.add(i < 0 ? BEGIN : s[i]);
        }
        if (t < s.length) {
            gram.add(s[t]);
        }
        return gram;
    }

    /** Every gram of n tokens before and one, as often as it came, or in how many longer ones it is. */
    private static Map<List<Integer>, Integer> counts(List<int[]> all, int n, boolean longest) {
        Map<List<Integer>, Integer> came = new HashMap<>();
        Map<List<Integer>, Set<Integer>> before = new HashMap<>();
        for (int[] s : all) {
            for (int t = 0; t < s.length; t++) {
                List<Integer> gram = gram(s, t, n);
                came.merge(gram, 1, Integer::sum);
                before.computeIfAbsent(gram, g -> new TreeSet<>())
                        .add(gram(s, t, n + 1).get(0));
            }
        }
        came.replaceAll((gram, c) ->
                longest || gram.get(0) == BEGIN ? c : before.get(gram).size());
        return came;
    }

    private static double byLooking(List<int[]> all, int order, int[] s, int t, int token, int k) {
        if (k < 0) {
            return token == Vocabulary.NOVEL_TOKEN ? 1 : 0;
        }
        Map<List<Integer>, Integer> counts = counts(all, k, k == order - 1);
        double[] n = new double[5];
        counts.values().forEach(c -> n[Math.min(c, 5) % 5]++);
        double y = n[1] / (n[1] + 2 * n[2]);
        double[] d = {0, 1 - 2 * y * n[2] / n[1], 2 - 3 * y * n[3] / n[2], 3 - 4 * y * n[4] / n[3]};
        if (!(d[1] > 0 && d[1] <= 1 && d[2] > 0 && d[2] <= 2 && d[3] > 0 && d[3] <= 3)) {
            d = new double[] {0, 0.5, 1, 1.5};
        }
        List<Integer> context = gram(java.util.Arrays.copyOf(s, t), t, k);
        double total = 0;
        double left = 0;
        double mine = 0;
        for (Map.Entry<List<Integer>, Integer> each : counts.entrySet()) {
            if (each.getKey().subList(0, k).equals(context)) {
                int c = each.getValue();
                total += c;
                left += d[Math.min(c, 3)];
                mine = each.getKey().get(k) == token ? c - d[Math.min(c, 3)] : mine;
            }
        }
        double below = byLooking(all, order, s, t, token, k - 1);
        return total == 0 ? below : (mine + left * below) / total;
    }

    @Test
    @DisplayName("its law is that of Chen and Goodman's formulae by looking through all sequences, and sums to one")
    void definition() {
        Seeded.check(12, (random, size) -> {
            List<int[]> all = sequences(random, 4 + 8 * size);
            int order = 1 + random.nextInt(4);
            KneserNey model = KneserNey.train(order, V, all);
            for (int[] s : sequences(random, 3)) {
                History state = model.start();
                for (int t = 0; t < s.length; t++) {
                    Categorical law = model.predict(state);
                    double sum = 0;
                    for (int v = 0; v < V; v++) {
                        assertThat(law.probability(v))
                                .isCloseTo(byLooking(all, order, s, t, v, order - 1), within(1e-12));
                        sum += law.probability(v);
                    }
                    assertThat(sum).isCloseTo(1, within(1e-12));
                    assertThat(law.probability(Vocabulary.NOVEL_TOKEN)).isPositive();
                    model.observe(state, new Token(t, s[t]));
                }
            }
        });
    }

    @Test
    @DisplayName("by hand: a word that always follows the same one is improbable elsewhere, however often it came")
    void francisco() {
        // "san francisco" four times, "in paris", "to paris", "of paris" once each: 2 san, 3 francisco, 4 in, 5 to, 6
        // of, 7 paris
        List<int[]> all = List.of(
                new int[] {2, 3},
                new int[] {2, 3},
                new int[] {2, 3},
                new int[] {2, 3},
                new int[] {4, 7},
                new int[] {5, 7},
                new int[] {6, 7});
        KneserNey model = KneserNey.train(2, V, all);
        History state = model.start();
        state.observe(8); // never seen: continuations alone decide
        Categorical law = model.predict(state);
        // continuations: san, francisco, in, to, of 1 each, paris 3; 8 in all; no count is 2, so discounts are 0.5, 1,
        // 1.5
        assertThat(law.probability(3)).isCloseTo(0.5 / 8, within(1e-15));
        assertThat(law.probability(7)).isCloseTo(1.5 / 8, within(1e-15));
        assertThat(law.probability(Vocabulary.NOVEL_TOKEN)).isCloseTo((5 * 0.5 + 1.5) / 8, within(1e-15));
        // after "san": (4 − 1.5) / 4 of its own, and 1.5 / 4 of what is above
        state.observe(2);
        assertThat(model.predict(state).probability(3)).isCloseTo(2.5 / 4 + 1.5 / 4 * 0.5 / 8, within(1e-15));
        // the interpolated law by Witten and Bell takes francisco for more probable than paris
        ContextModel plain = ContextModel.train(ContextModel.Kind.NGRAM, 2, V, all);
        History other = plain.start();
        other.observe(8);
        assertThat(plain.predict(other).probability(3))
                .isGreaterThan(plain.predict(other).probability(7));
    }
}
