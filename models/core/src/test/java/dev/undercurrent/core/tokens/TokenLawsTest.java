package dev.undercurrent.core.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.undercurrent.core.Categorical;
import dev.undercurrent.core.Seeded;
import dev.undercurrent.core.SequenceModel;
import dev.undercurrent.core.Token;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TokenLawsTest {

    private static final int V = 7;

    private static List<int[]> sequences(SplittableRandom random, int n, int most) {
        List<int[]> all = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            int[] s = new int[1 + random.nextInt(most)];
            for (int t = 0; t < s.length; t++) {
                s[t] = t == s.length - 1 ? 0 : 2 + Math.min(random.nextInt(V - 2), random.nextInt(V - 2));
            }
            all.add(s);
        }
        return all;
    }

    /** Witten and Bell by looking through all sequences again for each probability asked for. */
    private static double byLooking(
            ContextModel.Kind kind, int order, List<int[]> all, int[] before, int length, int token, int k) {
        if (k < 0) {
            return token == Vocabulary.NOVEL_TOKEN ? 1 : 0;
        }
        int total = 0;
        int hits = 0;
        var types = new java.util.TreeSet<Integer>();
        for (int[] s : all) {
            for (int t = 0; t < s.length; t++) {
                if (same(kind, k, s, t, before, length)) {
                    total++;
                    hits += s[t] == token ? 1 : 0;
                    types.add(s[t]);
                }
            }
        }
        double below = byLooking(kind, order, all, before, length, token, k - 1);
        return total == 0 ? below : (hits + types.size() * below) / (total + types.size());
    }

    private static boolean same(ContextModel.Kind kind, int k, int[] a, int i, int[] b, int j) {
        if (k == 0) {
            return true;
        }
        if (kind == ContextModel.Kind.BAG) {
            int[] x = Arrays.copyOf(a, i);
            int[] y = Arrays.copyOf(b, j);
            Arrays.sort(x);
            Arrays.sort(y);
            return Arrays.equals(x, y);
        }
        for (int back = 1; back <= k; back++) {
            int x = i - back < 0 ? -1 : a[i - back];
            int y = j - back < 0 ? -1 : b[j - back];
            if (x != y) {
                return false;
            }
        }
        return true;
    }

    @Test
    @DisplayName("laws by counts are those of counting by hand, for n-grams and bags, and sum to one with novelty")
    void counting() {
        Seeded.check(12, (random, size) -> {
            List<int[]> all = sequences(random, 2 + size, 8);
            for (var kind : ContextModel.Kind.values()) {
                int order = kind == ContextModel.Kind.BAG ? 2 : 1 + random.nextInt(4);
                ContextModel model = ContextModel.train(kind, order, V, all);
                for (int[] s : sequences(random, 3, 8)) {
                    History state = model.start();
                    for (int t = 0; t < s.length; t++) {
                        Categorical law = model.predict(state);
                        double sum = 0;
                        for (int v = 0; v < V; v++) {
                            double expected = byLooking(kind, order, all, s, t, v, order - 1);
                            assertThat(law.probability(v)).isCloseTo(expected, within(1e-12));
                            sum += law.probability(v);
                        }
                        assertThat(sum).isCloseTo(1, within(1e-12));
                        assertThat(law.probability(Vocabulary.NOVEL_TOKEN)).isPositive();
                        model.observe(state, new Token(t, s[t]));
                    }
                }
            }
        });
    }

    @Test
    @DisplayName("the chain's surprisals sum to the joint probability, by enumeration of all paths")
    void hmm() {
        Seeded.check(10, (random, size) -> {
            int k = 1 + random.nextInt(3);
            double[] initial = simplex(random, k);
            double[][] transition = rows(random, k, k);
            double[][] emission = rows(random, k, V);
            var model = new TokenHmm(initial, transition, emission);
            int n = 1 + random.nextInt(5);
            int[] x = new int[n];
            double surprisal = 0;
            double[] state = model.start();
            for (int t = 0; t < n; t++) {
                x[t] = random.nextInt(V);
                surprisal += model.step(state, new Token(t, x[t]));
            }
            double joint = 0;
            for (int path = 0; path < Math.pow(k, n); path++) {
                double p = 1;
                int rest = path;
                int before = -1;
                for (int t = 0; t < n; t++) {
                    int now = rest % k;
                    rest /= k;
                    p *= (t == 0 ? initial[now] : transition[before][now]) * emission[now][x[t]];
                    before = now;
                }
                joint += p;
            }
            assertThat(Math.exp(-surprisal)).isCloseTo(joint, within(1e-12));
        });
    }

    private static double[] simplex(SplittableRandom random, int n) {
        double[] p = random.doubles(n, 0.1, 1).toArray();
        double sum = Arrays.stream(p).sum();
        return Arrays.stream(p).map(v -> v / sum).toArray();
    }

    private static double[][] rows(SplittableRandom random, int k, int n) {
        double[][] rows = new double[k][];
        for (int i = 0; i < k; i++) {
            rows[i] = simplex(random, n);
        }
        return rows;
    }

    @Test
    @DisplayName("every law sums to one at each step, leaves its state to observe, and survives its codec bit for bit")
    void laws() {
        var random = new SplittableRandom(11);
        List<int[]> all = sequences(random, 30, 12);
        ContextModel ngram = ContextModel.train(ContextModel.Kind.NGRAM, 3, V, all);
        ContextModel bag = ContextModel.train(ContextModel.Kind.BAG, 2, V, all);
        var hmm = new TokenHmm(simplex(random, 2), rows(random, 2, 2), rows(random, 2, V));
        holds(ngram, V);
        holds(bag, V);
        holds(hmm, V);
        holds(new TokenMixture(List.of(ngram, bag, hmm), new double[] {0.5, 0.2, 0.3}, V), V);
    }

    private static <S> void holds(SequenceModel<S> model, int vocabulary) {
        var random = new SplittableRandom(12);
        S one = model.start();
        S other = model.start();
        for (int t = 0; t < 300; t++) {
            Categorical law = (Categorical) model.predict(one);
            double sum = 0;
            for (int v = 0; v < vocabulary; v++) {
                sum += law.probability(v);
            }
            assertThat(sum).isCloseTo(1, within(1e-9));
            var x = new Token(t, random.nextInt(vocabulary));
            double surprisal = law.surprisal(x);
            assertThat(((Categorical) model.predict(one)).surprisal(x)).isEqualTo(surprisal);
            assertThat(model.predict(other).surprisal(x)).isEqualTo(surprisal);
            model.observe(one, x, 1);
            model.observe(other, x, 1);
            if (t % 20 == 7) {
                var out = new ByteSink(16);
                model.codec().write(other, out);
                other = model.codec().read(new ByteSource(out.toBytes()));
            }
            if (t % 20 == 13) {
                other = model.codec().copy(other);
            }
        }
    }

    @Test
    @DisplayName(
            "the law that a key learns gives new templates their own number, is a law at each step, and stays in its room")
    void adaptive() {
        var model = new AdaptiveNgram(3, 20, 64);
        var random = new SplittableRandom(13);
        AdaptiveNgram.State one = model.start();
        AdaptiveNgram.State other = model.start();
        int largest = 0;
        for (int t = 0; t < 3000; t++) {
            Categorical law = model.predict(one);
            double sum = 0;
            for (int v = 0; v < law.size(); v++) {
                sum += law.probability(v);
            }
            assertThat(sum).isCloseTo(1, within(1e-9));
            int next = model.next(one);
            assertThat(law.probability(next)).isPositive();
            boolean fresh = random.nextInt(40) == 0;
            int token = fresh || one.known() == 0 ? next : Vocabulary.FIRST + random.nextInt(one.known());
            assertThat(law.probability(token)).isPositive();
            assertThat(model.predict(other).probability(token))
                    .isEqualTo(model.predict(one).probability(token));
            model.observe(one, new Token(t, token), 1);
            model.observe(other, new Token(t, token), 1);
            var out = new ByteSink(16);
            model.codec().write(one, out);
            largest = Math.max(largest, out.size());
            if (t % 100 == 50) {
                other = model.codec().read(new ByteSource(out.toBytes()));
            }
        }
        assertThat(one.known()).isEqualTo(20);
        assertThat(largest).isLessThanOrEqualTo(4 + 8 + 4 + 64 * 12);
    }

    @Test
    @DisplayName("before its room is used up, the law that a key learns is the frozen one of the same tokens")
    void adaptiveEqualsFrozen() {
        var random = new SplittableRandom(14);
        var model = new AdaptiveNgram(3, 20, 4096);
        AdaptiveNgram.State state = model.start();
        int[] past = new int[80];
        for (int t = 0; t < past.length; t++) {
            int[] so = Arrays.copyOf(past, t);
            ContextModel frozen = ContextModel.train(ContextModel.Kind.NGRAM, 3, 22, List.of(so));
            History history = frozen.start();
            for (int s = 0; s < t; s++) {
                frozen.observe(history, new Token(s, past[s]));
            }
            Categorical law = model.predict(state);
            for (int v = Vocabulary.FIRST; v < Vocabulary.FIRST + state.known(); v++) {
                assertThat(law.probability(v)).isCloseTo(frozen.predict(history).probability(v), within(1e-12));
            }
            assertThat(law.probability(model.next(state)))
                    .isCloseTo(frozen.predict(history).probability(Vocabulary.NOVEL_TOKEN), within(1e-12));
            past[t] = random.nextInt(4) == 0 && state.known() < 8
                    ? model.next(state)
                    : Vocabulary.FIRST + random.nextInt(Math.max(1, state.known()));
            model.observe(state, new Token(t, past[t]), 1);
        }
    }

    @Test
    @DisplayName("p-values of sequences are shares of healthy scores, and fall on beyond the highest")
    void calibration() {
        double[] scores = new double[999];
        for (int i = 0; i < scores.length; i++) {
            scores[i] = i;
        }
        var calibration = new SequenceCalibration(scores);
        assertThat(calibration.pValue(-1)).isEqualTo(1);
        assertThat(calibration.pValue(500)).isEqualTo(0.5);
        assertThat(calibration.pValue(998)).isEqualTo(0.002);
        assertThat(calibration.pValue(1010)).isLessThan(0.001).isGreaterThan(calibration.pValue(1020));
        assertThat(calibration.pValue(1e9)).isPositive();
        assertThatThrownBy(() -> new SequenceCalibration(new double[] {1, Double.NaN}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NaN");
    }
}
