package dev.undercurrent.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undercurrent.core.MemberView;
import dev.undercurrent.core.ModelId;
import dev.undercurrent.core.Reading;
import dev.undercurrent.core.Verdict;
import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.Tensor;
import dev.undercurrent.core.network.Weights;
import dev.undercurrent.core.scoring.Arrival;
import dev.undercurrent.core.scoring.KeyState;
import dev.undercurrent.core.scoring.Outcome;
import dev.undercurrent.core.scoring.Scorer;
import dev.undercurrent.core.scoring.ScorerSettings;
import dev.undercurrent.core.scoring.Scorers;
import dev.undercurrent.core.scoring.TrainedNetwork;
import dev.undercurrent.core.seasonal.Seasons;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class EnsembleMethodTest {

    private static final int SEASON = 6;
    private static final int HORIZON = 8;
    private static final long STEP = 60_000_000L;
    private static final SeriesInfo INFO = new SeriesInfo("a", SEASON, 1, 1_000, STEP);
    private static final ScorerSettings SETTINGS =
            ScorerSettings.standard().withForecast(HORIZON, 5).withMembers(new Seasons(SEASON, 0), true, network());

    /** A small network whose weights are noise: that it says anything sensible is not asked here. */
    private static TrainedNetwork network() {
        NetworkSpec spec = NetworkSpec.recurrent(NetworkSpec.Kind.GRU, 4, 1);
        Map<String, Tensor> tensors = new TreeMap<>(Weights.zeros(spec).tensors());
        double[] noise = Lcg.uniform(9, 100_000);
        int next = 0;
        for (Tensor tensor : tensors.values()) {
            for (int i = 0; i < tensor.values().length; i++) {
                tensor.values()[i] = (float) (0.4 * noise[next++] - 0.2);
            }
        }
        return new TrainedNetwork(new ModelId("noise", "0", "noise"), spec, new Weights(tensors));
    }

    /** A season, noise, a gap, an outlier that opens an incident, and whole numbers at the end, which are dequantised. */
    private static double[] values() {
        double[] u = Lcg.uniform(3, 400);
        double[] values = new double[u.length];
        for (int t = 0; t < values.length; t++) {
            double x = 20 + 5 * (t % SEASON) + 3 * u[t];
            values[t] = t == 70 || t == 71 ? Double.NaN : t >= 230 && t < 234 ? x + 500 : t > 300 ? Math.rint(x) : x;
        }
        return values;
    }

    @Test
    @DisplayName("What a backtest is told is what the scorer publishes on the same events, bit for bit")
    void served() {
        double[] levels = SETTINGS.levels();
        ForecastMethod together = EnsembleMethod.together("together", SETTINGS).start(INFO);
        ForecastMethod[] alone = new ForecastMethod[3];
        for (int m = 0; m < alone.length; m++) {
            alone[m] = EnsembleMethod.member("member", SETTINGS, m).start(INFO);
        }
        Scorer scorer = Scorers.of(SETTINGS, 1);
        KeyState state = scorer.start(INFO.id());
        Last published = new Last();
        double[] values = values();
        int forecasts = 0;
        int incidents = 0;
        for (int t = 0; t < values.length; t++) {
            double x = values[t];
            // asked at odd times too, which must change nothing
            together.forecast(HORIZON, Levels.asked());
            double surprisal = together.surprisal(x);
            double p = together.tail(x);
            double[] tails = {alone[0].tail(x), alone[1].tail(x), alone[2].tail(x)};
            double[] surprisals = {alone[0].surprisal(x), alone[1].surprisal(x), alone[2].surprisal(x)};
            together.observe(x);
            for (ForecastMethod one : alone) {
                one.observe(x);
            }
            scorer.accept(state, new Arrival(new Reading(1_000 + STEP * t, new double[] {x}), 0, t), published);
            Verdict verdict = published.verdict;
            if (!Double.isNaN(x)) {
                assertThat(surprisal).as("event %s", t).isEqualTo(verdict.surprisal());
                assertThat(p).as("event %s", t).isEqualTo(verdict.pValue());
                for (int m = 0; m < alone.length; m++) {
                    MemberView view = verdict.members().get(m);
                    assertThat(surprisals[m]).isEqualTo(view.surprisal());
                    assertThat(tails[m]).isEqualTo(view.tail());
                }
            }
            incidents += verdict.incident() == null ? 0 : 1;
            if (verdict.forecast() != null) {
                assertThat(together.forecast(HORIZON, levels))
                        .as("forecast after event %s", t)
                        .isDeepEqualTo(verdict.forecast().quantiles()[0]);
                forecasts++;
            }
        }
        assertThat(forecasts).isEqualTo(80);
        assertThat(incidents).isPositive();
    }

    @Test
    @DisplayName("A period of 1 is none; where only the longer one is known it is the only one")
    void seasons() {
        assertThat(EnsembleMethod.seasons(SeriesInfo.of("a", 1, 1))).isEqualTo(Seasons.NONE);
        assertThat(EnsembleMethod.seasons(SeriesInfo.of("a", 24, 1))).isEqualTo(new Seasons(24, 0));
        assertThat(EnsembleMethod.seasons(SeriesInfo.of("a", 24, 168))).isEqualTo(new Seasons(24, 168));
        assertThat(EnsembleMethod.seasons(SeriesInfo.of("a", 24, 24))).isEqualTo(new Seasons(24, 0));
        assertThat(EnsembleMethod.seasons(SeriesInfo.of("a", 1, 7))).isEqualTo(new Seasons(7, 0));
    }

    @Test
    @DisplayName("Steps of weeks do not expire a series, and a shorter forecast is the beginning of a longer one")
    void spacing() {
        SeriesInfo weekly = new SeriesInfo("a", SEASON, 1, 0, 30L * 86_400_000_000L);
        ForecastMethod slow = EnsembleMethod.together("slow", SETTINGS).start(weekly);
        for (double x : values()) {
            slow.observe(x);
        }
        double[][] whole = slow.forecast(HORIZON, new double[] {0.1, 0.5, 0.9});
        // a series that started again would not know its season
        assertThat(Math.abs(whole[3][1] - whole[0][1])).isGreaterThan(3);
        assertThat(slow.forecast(3, new double[] {0.1, 0.5, 0.9}))
                .isDeepEqualTo(new double[][] {whole[0], whole[1], whole[2]});
    }

    @Test
    @DisplayName("Errors name the member and the horizon that are allowed")
    void errors() {
        assertThatThrownBy(() -> EnsembleMethod.member("x", SETTINGS, 3))
                .hasMessageContaining("member 3; allowed: 0 to 2");
        ForecastMethod method = EnsembleMethod.together("x", SETTINGS).start(INFO);
        assertThatThrownBy(() -> method.forecast(9, new double[] {0.5}))
                .hasMessageContaining("9 steps")
                .hasMessageContaining("8");
    }

    private static final class Last implements Outcome {
        private Verdict verdict;

        @Override
        public void scored(Arrival arrival, Verdict scored) {
            verdict = scored;
        }

        @Override
        public void late(Arrival arrival, long clock) {
            throw new AssertionError(arrival);
        }

        @Override
        public void duplicate(Arrival arrival) {
            throw new AssertionError(arrival);
        }
    }
}
