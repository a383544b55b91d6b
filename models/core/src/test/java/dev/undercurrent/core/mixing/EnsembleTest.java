package dev.undercurrent.core.mixing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undercurrent.core.Density;
import dev.undercurrent.core.Reading;
import dev.undercurrent.core.Seeded;
import dev.undercurrent.core.SequenceModel;
import dev.undercurrent.core.forecast.Forecaster;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the laws of a sequence model leave open: how members are mixed, stepped together, and forecast together. */
class EnsembleTest {

    private static final double[] LEVELS = {0.1, 0.5, 0.9};
    private static final int HORIZON = 3;

    private static Reading reading(RandomGenerator random, int t, int channels) {
        double[] values = new double[channels];
        for (int c = 0; c < channels; c++) {
            values[c] = random.nextInt(20) == 0
                    ? Double.NaN
                    : 20 + c + 3 * StrictMath.sin(t * Math.PI / 2) + random.nextGaussian();
        }
        return new Reading(t, values);
    }

    private static byte[] bytes(Ensemble model, Ensemble.State s) {
        var out = new ByteSink(64);
        model.codec().write(s, out);
        return out.toBytes();
    }

    /** A member run by itself beside the ensemble. */
    private static final class Alone<S> {
        final SequenceModel<S> model;
        final Forecaster<S> forecaster;
        final S state;

        Alone(Member<S> member) {
            model = member.model();
            forecaster = member.forecaster();
            state = model.start();
        }

        double surprisal(Reading x) {
            return model.predict(state).surprisal(x);
        }

        double[][][] forecast(int channels) {
            double[][][] out = new double[channels][HORIZON][LEVELS.length];
            forecaster.forecast(state, LEVELS, out);
            return out;
        }
    }

    private static List<Alone<?>> alone(int channels) {
        List<Alone<?>> alone = new ArrayList<>();
        alone.add(new Alone<>(Members.chain(channels)));
        alone.add(new Alone<>(Members.seasonal(channels)));
        alone.add(new Alone<>(Members.network(channels)));
        return alone;
    }

    @Test
    @DisplayName("the law is the mixture of what the members say alone, by weights of their discounted evidence")
    void mixture() {
        int channels = 2;
        Ensemble model = Members.ensemble(channels, HORIZON);
        Ensemble.State s = model.start();
        List<Alone<?>> alone = alone(channels);
        double[] logs = new double[3];
        var random = new SplittableRandom(3);
        for (int t = 0; t < 300; t++) {
            Reading x = reading(random, t, channels);
            double[] surprisals =
                    alone.stream().mapToDouble(a -> a.surprisal(x)).toArray();
            double most = Math.max(logs[0], Math.max(logs[1], logs[2]));
            double sum = 0;
            for (double log : logs) {
                sum += StrictMath.exp(log - most);
            }
            double density = 0;
            double total = 0;
            model.predict(s);
            for (int m = 0; m < 3; m++) {
                double weight = 0.02 / 3 + 0.98 * StrictMath.exp(logs[m] - most) / sum;
                assertThat(model.weight(m)).isCloseTo(weight, within(1e-4));
                total += model.weight(m);
                assertThat(model.surprisal(m, x)).isEqualTo(surprisals[m]);
                density += model.weight(m) * StrictMath.exp(-surprisals[m]);
            }
            assertThat(total).isCloseTo(1, within(1e-14));
            Density law = model.predict(s);
            assertThat(law.surprisal(x)).isCloseTo(-StrictMath.log(density), within(1e-9));
            double best = Math.min(surprisals[0], Math.min(surprisals[1], surprisals[2]));
            for (int m = 0; m < 3 && !x.missing(); m++) {
                logs[m] = 0.98 * logs[m] - Math.min(surprisals[m] - best, 8);
            }
            model.observe(s, x, 1);
            alone.forEach(a -> a.model.observe(cast(a), x, 1));
        }
    }

    @SuppressWarnings("unchecked") // the state is the model's own
    private static <S> S cast(Alone<?> alone) {
        return (S) alone.state;
    }

    @Test
    @DisplayName(
            "the forecast is the members' mean by inverse sixth powers of relative errors of past forecasts, each over its"
                    + " whole horizon")
    void forecasts() {
        Ensemble model = Members.ensemble(1, HORIZON);
        Ensemble.State s = model.start();
        List<Alone<?>> alone = alone(1);
        double[] errors = null;
        double[][][][] tested = null;
        List<Double> since = new ArrayList<>();
        int tests = 0;
        var random = new SplittableRandom(5);
        for (int t = 0; t < 200; t++) {
            Reading x = reading(random, t, 1);
            model.observe(s, x, 1);
            alone.forEach(a -> a.model.observe(cast(a), x, 1));
            since.add(x.values()[0]);
            if (tested != null && since.size() == HORIZON) {
                double[] now = new double[3];
                int seen = 0;
                for (int h = 0; h < HORIZON; h++) {
                    double y = since.get(h);
                    if (!Double.isNaN(y)) {
                        seen++;
                        for (int m = 0; m < 3; m++) {
                            now[m] += Math.abs(y - tested[m][0][h][1]);
                        }
                    }
                }
                tests++;
                double best = Math.min(now[0], Math.min(now[1], now[2]));
                for (int m = 0; m < 3 && seen > 0; m++) {
                    now[m] = Math.min(now[m] / best, 8);
                    now[m] = errors == null ? now[m] : errors[m] + (now[m] - errors[m]) / Math.min(tests, 5);
                }
                errors = seen > 0 ? now : errors;
                tested = null;
            }
            if (random.nextInt(3) > 0) {
                continue;
            }
            double[][][][] each = alone.stream().map(a -> a.forecast(1)).toArray(double[][][][]::new);
            double[][][] out = new double[1][HORIZON][3];
            model.forecast(s, LEVELS, out);
            double[] shares = {1, 1, 1};
            double all = 0;
            for (int m = 0; m < 3; m++) {
                shares[m] = errors == null ? 1 : StrictMath.pow(errors[m], -6);
                all += shares[m];
            }
            for (int h = 0; h < HORIZON; h++) {
                for (int q = 0; q < 3; q++) {
                    double expected = 0;
                    for (int m = 0; m < 3; m++) {
                        expected += shares[m] / all * each[m][0][h][q];
                    }
                    assertThat(out[0][h][q]).isCloseTo(expected, within(1e-4 * (1 + Math.abs(expected))));
                }
            }
            if (tested == null) {
                tested = each;
                since.clear();
            }
        }
        assertThat(tests).isGreaterThan(20);
    }

    @Test
    @DisplayName("forecasts under test survive bytes and copies at any point, and gaps are missing events, one by one")
    void restored() {
        Seeded.check(10, (random, size) -> {
            Ensemble model = Members.ensemble(2, HORIZON);
            Ensemble.State straight = model.start();
            Ensemble.State broken = model.start();
            for (int t = 0; t < 40 + size; t++) {
                Reading x = reading(random, t, 2);
                model.observe(straight, x, 1);
                model.observe(broken, x, 1);
                if (random.nextInt(5) == 0) {
                    int gap = random.nextInt(5);
                    model.advance(straight, gap);
                    for (int i = 0; i < gap; i++) {
                        model.observe(broken, Reading.missing(0, 2), 0);
                    }
                }
                if (random.nextInt(3) == 0) {
                    double[][][] a = new double[2][HORIZON][3];
                    double[][][] b = new double[2][HORIZON][3];
                    model.forecast(straight, LEVELS, a);
                    model.forecast(broken, LEVELS, b);
                    assertThat(b).isDeepEqualTo(a);
                }
                if (random.nextBoolean()) {
                    broken = Members.ensemble(2, HORIZON).codec().read(new ByteSource(bytes(model, broken)));
                } else {
                    broken = model.codec().copy(broken);
                }
                assertThat(bytes(model, broken)).isEqualTo(bytes(model, straight));
            }
        });
    }

    @Test
    @DisplayName("what is put off is settled for many keys as for each alone, bit for bit")
    void together() {
        Seeded.check(8, (random, size) -> {
            Ensemble model = Members.ensemble(1, HORIZON);
            Ensemble.State[] together = new Ensemble.State[size];
            Ensemble.State[] alone = new Ensemble.State[size];
            for (int i = 0; i < size; i++) {
                together[i] = model.start();
                alone[i] = model.start();
            }
            for (int round = 0; round < 10; round++) {
                for (int i = 0; i < size; i++) {
                    Reading x = reading(random, round, 1);
                    model.observe(together[i], x, 1);
                    model.observe(alone[i], x, 1);
                    model.settle(new Ensemble.State[] {alone[i]}, 1);
                    assertThat(model.pending(together[i])).isTrue();
                    assertThat(model.pending(alone[i])).isFalse();
                }
                model.settle(together, size);
                for (int i = 0; i < size; i++) {
                    assertThat(model.pending(together[i])).isFalse();
                    assertThat(bytes(model, together[i])).isEqualTo(bytes(model, alone[i]));
                }
            }
        });
    }
}
