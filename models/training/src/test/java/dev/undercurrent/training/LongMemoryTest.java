package dev.undercurrent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undercurrent.core.ModelId;
import dev.undercurrent.core.Reading;
import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.NetworkSpec.Kind;
import dev.undercurrent.core.scoring.Arrival;
import dev.undercurrent.core.scoring.KeyState;
import dev.undercurrent.core.scoring.Outcome;
import dev.undercurrent.core.scoring.Outlook;
import dev.undercurrent.core.scoring.Scorer;
import dev.undercurrent.core.scoring.ScorerSettings;
import dev.undercurrent.core.scoring.Scorers;
import dev.undercurrent.core.scoring.TrainedNetwork;
import dev.undercurrent.core.seasonal.Seasons;
import dev.undercurrent.training.hmm.HmmDiagnostics;
import dev.undercurrent.training.hmm.HmmModel;
import dev.undercurrent.training.hmm.HmmTrainer;
import dev.undercurrent.training.hmm.Options;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Mean surprisals are nats per event of a series that nothing was learnt from, in its units. */
class LongMemoryTest {

    /** Most regimes that a hidden Markov model is given here. */
    private static final int MOST = 8;

    /** Events before the first that counts, so that running units have settled. */
    private static final int LEAD = 500;

    /** Three standard errors of a mean surprisal over the held-out events, rounded up. */
    private static final double ERROR = 0.03;

    private static final Recalled TRUTH = new Recalled(8, 0.02, 0.25);
    private static final double[] HELD_OUT = TRUTH.series(new SplittableRandom(11), 12_000);

    private static List<double[]> history(Recalled truth, int series) {
        var random = new SplittableRandom(12);
        return IntStream.range(0, series)
                .mapToObj(i -> truth.series(random, 1000))
                .toList();
    }

    private static double byTruth(Recalled truth, double[] x) {
        return IntStream.range(LEAD, x.length)
                .mapToDouble(t -> truth.surprisal(x, t))
                .average()
                .orElseThrow();
    }

    private static double[][] rows(double[] values) {
        double[][] rows = new double[values.length][];
        for (int t = 0; t < rows.length; t++) {
            rows[t] = new double[] {values[t]};
        }
        return rows;
    }

    private static double byHmm(Recalled truth, double[] heldOut) {
        List<double[][]> learnt =
                history(truth, 12).stream().map(LongMemoryTest::rows).toList();
        HmmModel model = HmmTrainer.train(
                learnt,
                Options.defaults()
                        .withRestarts(4, 2)
                        .withStates(1, MOST)
                        .withEmissions(Double.POSITIVE_INFINITY, 0.01));
        double later = 1.0 - (double) LEAD / heldOut.length;
        return -HmmDiagnostics.of(model, Collections.singletonList(rows(heldOut)), later)
                .evidence();
    }

    /** What each member of a scorer says of the held-out series: the hidden Markov model that learns as it goes, the network. */
    private static double[] served(TrainedNetwork network) {
        ScorerSettings settings = ScorerSettings.standard()
                .withModel(ScorerSettings.Emission.STUDENT_T, MOST)
                .withMembers(Seasons.NONE, false, network);
        Scorer scorer = Scorers.of(settings, 1);
        Outlook outlook = scorer.outlook();
        KeyState key = scorer.start("series");
        double[] sums = new double[2];
        for (int t = 0; t < HELD_OUT.length; t++) {
            Reading x = new Reading(t * 1_000_000L, new double[] {HELD_OUT[t]});
            for (int m = 0; m < sums.length && t >= LEAD; m++) {
                sums[m] += outlook.law(key, m).surprisal(x) / (HELD_OUT.length - LEAD);
            }
            scorer.accept(key, new Arrival(x, 0, t), Outcome.NOBODY);
        }
        return sums;
    }

    static Stream<NetworkSpec> networks() {
        return Stream.of(
                NetworkSpec.recurrent(Kind.LSTM, 32, 1),
                // a token holds four of the eight events: attention has to fetch the sign
                new NetworkSpec(Kind.TRANSFORMER, 16, 2, 4, 16, 4));
    }

    @ParameterizedTest
    @MethodSource("networks")
    @DisplayName(
            "what was eight events before is learnt by a network: it says more of coming values than any 8 regimes can")
    void network(NetworkSpec spec) {
        List<History> learnt =
                history(TRUTH, 200).stream().map(x -> new History(x, 0, 0)).toList();
        Recipe recipe = new Recipe(1200, 16, 96, 1, 1, 1.5e-2, 0.01, 20, 200, 0, 1);
        Trained trained = new NetworkTrainer(
                        spec, recipe, Histories.training(learnt, 0.8), Histories.validation(learnt, 0.8))
                .train(report -> {});
        double[] surprisals =
                served(new TrainedNetwork(new ModelId("recalled", "0", "recalled"), spec, trained.weights()));
        assertThat(surprisals[1]).isLessThan(TRUTH.regimes(MOST) - 0.15).isGreaterThan(TRUTH.rate() - ERROR);
        assertThat(surprisals[0]).isGreaterThan(TRUTH.alone() - ERROR);
    }

    @Test
    @DisplayName(
            "a hidden Markov model trained on it learns nothing of that, while one event back it learns all there is")
    void regimes() {
        assertThat(byTruth(TRUTH, HELD_OUT)).isCloseTo(TRUTH.rate(), within(ERROR));
        assertThat(byHmm(TRUTH, HELD_OUT)).isGreaterThan(TRUTH.alone() - ERROR);
        var near = new Recalled(1, TRUTH.flip(), TRUTH.noise());
        double[] heldOut = near.series(new SplittableRandom(13), 6000);
        assertThat(byTruth(near, heldOut)).isCloseTo(near.rate(), within(ERROR));
        assertThat(byHmm(near, heldOut)).isCloseTo(near.rate(), within(ERROR));
    }
}
