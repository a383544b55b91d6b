package dev.undercurrent.core.mixing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undercurrent.core.Seeded;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Weights by recent evidence: a mean with forgetting, that nobody can leave for good. */
class EvidenceTest {

    private static final double NEVER = Double.POSITIVE_INFINITY;

    private static double[] weights(float[] logs) {
        double[] weights = new double[logs.length];
        Evidence.weights(logs, weights);
        return weights;
    }

    @Test
    @DisplayName("log weights are sums of surprisals forgotten by a fiftieth each event, but for the common constant")
    void definition() {
        Seeded.check(20, (random, size) -> {
            int members = 2 + random.nextInt(4);
            float[] logs = new float[members];
            double[] sums = new double[members];
            for (int t = 0; t < 20 * size; t++) {
                double[] surprisals = new double[members];
                for (int m = 0; m < members; m++) {
                    surprisals[m] = 3 + 2 * random.nextDouble() + (m == 0 ? 0.02 : 0);
                    sums[m] = 0.98 * sums[m] - surprisals[m];
                }
                Evidence.update(logs, surprisals);
            }
            double[] weights = weights(logs);
            double total = 0;
            for (double sum : sums) {
                total += StrictMath.exp(sum - sums[0]);
            }
            double all = 0;
            for (int m = 0; m < members; m++) {
                double expected = 0.02 / members + 0.98 * StrictMath.exp(sums[m] - sums[0]) / total;
                assertThat(weights[m]).isCloseTo(expected, within(1e-4));
                all += weights[m];
            }
            assertThat(all).isCloseTo(1, within(1e-14));
        });
    }

    @Test
    @DisplayName("before the first event all weigh the same")
    void equalAtFirst() {
        assertThat(weights(new float[4])).containsExactly(0.25, 0.25, 0.25, 0.25);
    }

    @Test
    @DisplayName("an event that one member holds impossible costs it eight nats, and one that all do costs nothing")
    void impossible() {
        float[] logs = {0, -1};
        Evidence.update(logs, new double[] {NEVER, 5});
        // −8 against .98 · −1
        assertThat(logs[1]).isZero();
        assertThat(logs[0]).isEqualTo((float) (-8 + 0.98));
        float[] before = logs.clone();
        Evidence.update(logs, new double[] {NEVER, NEVER});
        assertThat(logs).isEqualTo(before);
        Evidence.update(logs, new double[] {700, -700});
        assertThat(logs[0]).isEqualTo((float) (0.98 * before[0] - 8));
    }

    @Test
    @DisplayName("no weight falls below a fiftieth of its equal share, whatever happened")
    void floor() {
        float[] logs = new float[3];
        for (int t = 0; t < 100_000; t++) {
            Evidence.update(logs, new double[] {1, NEVER, NEVER});
        }
        double[] weights = weights(logs);
        assertThat(weights[1]).isEqualTo(0.02 / 3);
        assertThat(weights[2]).isEqualTo(0.02 / 3);
        assertThat(weights[0]).isCloseTo(0.98 + 0.02 / 3, within(1e-15));
    }

    /** Events until the second of two members leads, after the first one was better by {@code by} nats for long. */
    private static int takeover(double by, double then) {
        float[] logs = new float[2];
        for (int t = 0; t < 10_000; t++) {
            Evidence.update(logs, new double[] {0, by});
        }
        int events = 0;
        while (weights(logs)[1] < 0.5) {
            Evidence.update(logs, new double[] {then, 0});
            events++;
        }
        return events;
    }

    @Test
    @DisplayName("a member that becomes better by as much as it was worse leads after 35 events, whatever that is")
    void takesOver() {
        // d λ^n / (1 − λ) = d (1 − λ^n) / (1 − λ), so that λ^n = 1/2
        assertThat(takeover(0.1, 0.1)).isEqualTo(35);
        assertThat(takeover(1, 1)).isEqualTo(35);
        assertThat(takeover(NEVER, NEVER)).isEqualTo(35);
    }

    @Test
    @DisplayName("from the worst that evidence can be, a tenth of a nat per event leads after 218 events")
    void comesBackFromTheWorst() {
        // 400 λ^n = 5 (1 − λ^n)
        assertThat(takeover(NEVER, 0.1)).isEqualTo(218);
    }
}
