package dev.undercurrent.training.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undercurrent.core.SequenceModel;
import dev.undercurrent.core.tokens.ContextModel;
import dev.undercurrent.core.tokens.LogModel;
import dev.undercurrent.core.tokens.TokenHmm;
import dev.undercurrent.core.tokens.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LogTrainingTest {

    private static final Vocabulary VOCABULARY =
            new Vocabulary(new long[] {12, 13, 14, 15, 16}, new String[] {"a", "b", "c", "d", "e"});

    /** Three actors, each of which writes 2 and later 3, in any interleaving; then 4. */
    private static int[] interleaved(SplittableRandom random) {
        int[] s = new int[7];
        int begun = 0;
        int done = 0;
        for (int t = 0; t < 6; t++) {
            boolean begin = begun < 3 && (done == begun || random.nextBoolean());
            s[t] = begin ? 2 : 3;
            begun += begin ? 1 : 0;
            done += begin ? 0 : 1;
        }
        s[6] = 4;
        return s;
    }

    /** A chain: each token says the next one but for noise. */
    private static int[] ordered(SplittableRandom random) {
        int[] s = new int[4 + random.nextInt(12)];
        int token = 2;
        for (int t = 0; t < s.length; t++) {
            s[t] = token;
            token = random.nextInt(10) == 0 ? 2 + random.nextInt(5) : 2 + (token - 1) % 5;
        }
        return s;
    }

    private static LogTraining.Result trained(boolean interleaved) {
        var random = new SplittableRandom(3);
        List<int[]> sequences = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            sequences.add(interleaved ? interleaved(random) : ordered(random));
        }
        return new LogTraining(LogTraining.counting()).train(new LogCorpus(VOCABULARY, sequences, true));
    }

    private static double weight(LogModel model, String name) {
        return model.members().stream()
                .filter(m -> m.name().equals(name))
                .mapToDouble(LogModel.Member::weight)
                .sum();
    }

    @Test
    @DisplayName("where actors interleave the bag gets the weight, where order tells the n-gram does")
    void weights() {
        LogTraining.Result bags = trained(true);
        assertThat(weight(bags.model(), "bag")).isGreaterThan(0.8);
        LogTraining.Result chains = trained(false);
        assertThat(weight(chains.model(), "3-gram")).isGreaterThan(0.8);
        for (LogTraining.Result result : List.of(bags, chains)) {
            assertThat(result.mixture())
                    .isLessThanOrEqualTo(Arrays.stream(result.nats()).min().orElseThrow() + 1e-3);
        }
    }

    @Test
    @DisplayName(
            "scores of healthy sequences come from laws that have not learnt from them: a sequence unlike all others is rare")
    void heldOut() {
        var random = new SplittableRandom(4);
        List<int[]> sequences = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            sequences.add(interleaved(random));
        }
        sequences.set(77, new int[] {6, 5, 6});
        LogTraining.Result result =
                new LogTraining(LogTraining.counting()).train(new LogCorpus(VOCABULARY, sequences, true));
        double[] scores = result.model().calibration().scores();
        assertThat(scores).hasSize(200);
        assertThat(scores[199]).isGreaterThan(scores[198] + 1);
        assertThat(result.model().calibration().pValue(scores[199])).isCloseTo(2.0 / 201, within(1e-12));
    }

    @Test
    @DisplayName("laws handed over have learnt from all sequences, with ends; streams without ends have none")
    void laws() {
        var random = new SplittableRandom(5);
        List<int[]> sequences = List.of(ordered(random), ordered(random), ordered(random));
        var corpus = new LogCorpus(VOCABULARY, sequences, true);
        LogModel model = new LogTraining(LogTraining.counting()).train(corpus).model();
        var expected = ContextModel.train(ContextModel.Kind.NGRAM, 3, VOCABULARY.size(), corpus.pieces());
        var found = (ContextModel) model.members().get(0).model();
        assertThat(found.counts().contexts()).isEqualTo(expected.counts().contexts());
        assertThat(found.counts().counts()).isEqualTo(expected.counts().counts());
        assertThat(new LogTraining(LogTraining.counting())
                        .train(new LogCorpus(VOCABULARY, sequences, false))
                        .model()
                        .calibration())
                .isNull();
    }

    @Test
    @DisplayName("each step of the chain's training raises the penalised likelihood, and two phases are told apart")
    void hmm() {
        var random = new SplittableRandom(6);
        List<int[]> pieces = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            int[] s = new int[60];
            int phase = 0;
            for (int t = 0; t < s.length; t++) {
                phase = random.nextInt(20) == 0 ? 1 - phase : phase;
                s[t] = 2 + 2 * phase + random.nextInt(2);
            }
            pieces.add(s);
        }
        double before = Double.POSITIVE_INFINITY;
        for (int iterations : new int[] {1, 3, 10, 40}) {
            double nats = nats(new HmmLaw(2, iterations, 1).train(VOCABULARY.size(), pieces), pieces);
            assertThat(nats).isLessThan(before + 1e-6);
            before = nats;
        }
        var hmm = (TokenHmm) new HmmLaw(2, 40, 1).train(VOCABULARY.size(), pieces);
        int first = hmm.emission()[0][2] > hmm.emission()[1][2] ? 0 : 1;
        assertThat(hmm.emission()[first][2] + hmm.emission()[first][3]).isGreaterThan(0.95);
        assertThat(hmm.emission()[1 - first][4] + hmm.emission()[1 - first][5]).isGreaterThan(0.95);
        assertThat(hmm.transition()[0][0]).isCloseTo(0.95, within(0.02));
        assertThat(before).isLessThan(Math.log(4));
    }

    private static double nats(SequenceModel<?> model, List<int[]> pieces) {
        double sum = 0;
        long n = 0;
        for (int[] piece : pieces) {
            for (double p : LogTraining.probabilities(model, piece)) {
                sum -= Math.log(p);
                n++;
            }
        }
        return sum / n;
    }
}
