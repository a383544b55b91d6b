package dev.undercurrent.training.hmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AlignmentTest {

    private static final double GAUSSIAN = Double.POSITIVE_INFINITY;

    @Test
    @DisplayName("The assignment is the cheapest of all, also where rows and columns are not as many")
    void assignment() {
        SplittableRandom random = new SplittableRandom(31);
        for (int n = 0; n < 60; n++) {
            double[][] cost = new double[1 + n % 5][1 + n % 6];
            for (double[] row : cost) {
                Arrays.setAll(row, j -> random.nextDouble());
            }
            int[] columns = Assignment.of(cost);
            double total = 0.0;
            boolean[] taken = new boolean[cost[0].length];
            int matched = 0;
            for (int i = 0; i < columns.length; i++) {
                if (columns[i] >= 0) {
                    assertThat(taken[columns[i]]).isFalse();
                    taken[columns[i]] = true;
                    total += cost[i][columns[i]];
                    matched++;
                }
            }
            int pairs = Math.min(cost.length, cost[0].length);
            assertThat(matched).isEqualTo(pairs);
            assertThat(total).isCloseTo(cheapest(cost, 0, new boolean[cost[0].length], pairs), within(1e-12));
        }
        assertThatThrownBy(() -> Assignment.of(new double[][] {{Double.NaN}}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("NaN");
    }

    private static double cheapest(double[][] cost, int row, boolean[] taken, int left) {
        if (left == 0) {
            return 0.0;
        }
        if (row == cost.length) {
            return Double.POSITIVE_INFINITY;
        }
        double least = cheapest(cost, row + 1, taken, left);
        for (int j = 0; j < taken.length; j++) {
            if (!taken[j]) {
                taken[j] = true;
                least = Math.min(least, cost[row][j] + cheapest(cost, row + 1, taken, left - 1));
                taken[j] = false;
            }
        }
        return least;
    }

    @Test
    @DisplayName("The divergence is −log ∫ √(p q) of the normal laws, in the units of the series, symmetric")
    void divergence() {
        HmmModel a = Simulated.sticky(0.9, new double[][] {{1}}, new double[][] {{0.7}}, GAUSSIAN);
        HmmModel b = Simulated.sticky(0.9, new double[][] {{-0.5}}, new double[][] {{1.6}}, GAUSSIAN);
        double sum = 0.0;
        double step = 1e-3;
        for (double x = -20; x < 20; x += step) {
            sum += step
                    * Math.sqrt(Simulated.density(a.emissions(), 0, 0, x) * Simulated.density(b.emissions(), 0, 0, x));
        }
        assertThat(Alignment.divergence(a, 0, b, 0)).isCloseTo(-Math.log(sum), within(1e-9));
        assertThat(Alignment.divergence(b, 0, a, 0)).isEqualTo(Alignment.divergence(a, 0, b, 0));
        HmmModel moved = a.in(new Units(new double[] {-7}, new double[] {2.5}));
        assertThat(Alignment.divergence(moved, 0, b, 0)).isCloseTo(-Math.log(sum), within(1e-9));
        assertThat(Alignment.divergence(moved, 0, a, 0)).isCloseTo(0.0, within(1e-12));
    }

    @Test
    @DisplayName("Regimes in another order, somewhat moved, get their labels and places back")
    void reordered() {
        SplittableRandom random = new SplittableRandom(32);
        for (int n = 0; n < 20; n++) {
            int k = 2 + n % 5;
            double[][] location = new double[k][2];
            double[][] scale = new double[k][2];
            for (int i = 0; i < k; i++) {
                location[i] = new double[] {2.5 * i, i % 2};
                scale[i] = new double[] {0.5 + 0.1 * i, 1};
            }
            HmmModel previous = Simulated.sticky(0.9, location, scale, 4).labelled(labels(k));
            int[] order = shuffled(random, k);
            HmmModel moved = previous.in(new Units(new double[] {3, -1}, new double[] {2, 0.5}))
                    .reordered(order)
                    .labelled(Labels.first(k));
            for (double[] row : moved.emissions().location()) {
                row[0] += 0.1 * random.nextDouble();
            }
            HmmModel aligned = Alignment.align(moved, previous);
            assertThat(aligned.labels().ids()).containsExactly(previous.labels().ids());
            assertThat(aligned.labels().next()).isEqualTo(previous.labels().next());
            for (int i = 0; i < k; i++) {
                assertThat(Alignment.divergence(aligned, i, previous, i)).isLessThan(0.05);
            }
        }
    }

    private static Labels labels(int k) {
        int[] ids = new int[k];
        Arrays.setAll(ids, i -> 3 * i + 1);
        return new Labels(ids, 40);
    }

    private static int[] shuffled(SplittableRandom random, int k) {
        int[] order = Labels.first(k).ids();
        for (int i = k - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int held = order[i];
            order[i] = order[j];
            order[j] = held;
        }
        return order;
    }

    @Test
    @DisplayName("A regime far from all gets a label that never was and does not pull the others from theirs")
    void stranger() {
        HmmModel previous = Simulated.sticky(
                        0.9, new double[][] {{0}, {1}, {2}}, new double[][] {{1}, {1}, {1}}, GAUSSIAN)
                .labelled(new Labels(new int[] {5, 0, 2}, 9));
        HmmModel model =
                Simulated.sticky(0.9, new double[][] {{-50}, {0}, {1}}, new double[][] {{1}, {1}, {1}}, GAUSSIAN);
        HmmModel aligned = Alignment.align(model, previous);
        assertThat(aligned.labels().ids()).containsExactly(5, 0, 9);
        assertThat(aligned.labels().next()).isEqualTo(10);
        assertThat(aligned.emissions().location()).isDeepEqualTo(new double[][] {{0}, {1}, {-50}});
    }

    @Test
    @DisplayName("More or fewer regimes than before: the known ones keep their labels")
    void otherCounts() {
        double[][] ones = {{1}, {1}, {1}};
        HmmModel three = Simulated.sticky(0.9, new double[][] {{0}, {5}, {10}}, ones, 4)
                .labelled(new Labels(new int[] {7, 3, 4}, 8));
        HmmModel two = Simulated.sticky(0.9, new double[][] {{10}, {0}}, new double[][] {{1}, {1}}, 4);
        assertThat(Alignment.align(two, three).labels().ids()).containsExactly(7, 4);
        assertThat(Alignment.align(two, three).labels().next()).isEqualTo(8);
        assertThat(Alignment.align(three, two).labels().ids()).containsExactly(0, 1, 2);
        assertThat(Alignment.align(three, two).emissions().location()).isDeepEqualTo(new double[][] {{10}, {0}, {5}});
    }
}
