package dev.undercurrent.evaluation.language;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.undercurrent.core.Categorical;
import dev.undercurrent.core.Token;
import dev.undercurrent.core.tokens.ContextModel;
import dev.undercurrent.core.tokens.LogModel;
import dev.undercurrent.core.tokens.TokenHmm;
import dev.undercurrent.core.tokens.Vocabulary;
import dev.undercurrent.evaluation.benchmark.BenchmarkReport;
import dev.undercurrent.evaluation.benchmark.ResultTable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LanguageEvaluationTest {

    @Test
    @DisplayName(
            "by hand: nats, perplexity, shares of the most probable, ranks; of equals the smaller token ranks first")
    void tally() {
        var law = new Categorical(new double[] {0.2, 0.1, 0.2, 0.5});
        var tally = new TokenTally();
        tally.add(law, 3); // rank 1
        tally.add(law, 0); // 2
        tally.add(law, 2); // 3
        tally.add(law, 1); // 4
        double nats = -(Math.log(0.5) + 2 * Math.log(0.2) + Math.log(0.1)) / 4;
        assertThat(tally.tokens()).isEqualTo(4);
        assertThat(tally.nats()).isCloseTo(nats, within(1e-15));
        assertThat(tally.perplexity()).isCloseTo(Math.pow(0.5 * 0.2 * 0.2 * 0.1, -0.25), within(1e-12));
        assertThat(List.of(tally.top(1), tally.top(2), tally.top(3), tally.top(5)))
                .containsExactly(0.25, 0.5, 0.75, 1.0);
        assertThat(tally.meanRank()).isEqualTo(2.5);
        assertThat(tally.meanReciprocalRank()).isCloseTo((1 + 1 / 2.0 + 1 / 3.0 + 1 / 4.0) / 4, within(1e-15));
        assertThat(new Categorical(new double[] {0, 1}).probability(0)).isZero();
        var impossible = new TokenTally();
        impossible.add(new Categorical(new double[] {0, 1}), 0);
        assertThat(impossible.nats()).isCloseTo(300 * Math.log(10), within(1e-9));
    }

    /** Ids of templates are 100 and up. */
    private static List<long[]> drawn(TokenHmm hmm, SplittableRandom random, int n) {
        List<long[]> all = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            double[] state = hmm.start();
            List<Long> s = new ArrayList<>();
            while (true) {
                Token token = hmm.predict(state).sample(0, random);
                hmm.observe(state, token);
                if (token.id() == Vocabulary.END_TOKEN) {
                    break;
                }
                s.add(98L + token.id());
            }
            all.add(s.stream().mapToLong(Long::longValue).toArray());
        }
        return all;
    }

    @Test
    @DisplayName(
            "on draws of a chain, the chain's own row is its entropy and best; all rows are what a loop by hand gives")
    void sideBySide() {
        double[][] transition = {{0.9, 0.1}, {0.2, 0.8}};
        double[][] emission = {{0.1, 0, 0.6, 0.2, 0.1}, {0.1, 0, 0.1, 0.2, 0.6}};
        var hmm = new TokenHmm(new double[] {0.5, 0.5}, transition, emission);
        var vocabulary = new Vocabulary(new long[] {100, 101, 102}, new String[] {"up", "flat", "down"});
        List<long[]> sequences = drawn(hmm, new SplittableRandom(4), 400);
        List<int[]> tokens = sequences.stream()
                .map(s -> Arrays.copyOf(
                        Arrays.stream(s).mapToInt(id -> (int) id - 98).toArray(), s.length + 1))
                .toList();
        ContextModel flat = ContextModel.train(ContextModel.Kind.NGRAM, 1, 5, tokens);
        var model = new LogModel(
                vocabulary,
                List.of(new LogModel.Member("chain", hmm, 0.75), new LogModel.Member("flat", flat, 0.25)),
                null);

        BenchmarkReport report =
                new LanguageEvaluation(1).run("facts", List.of(new Contestant("m", model, sequences, true)));

        ResultTable table = report.tables().get(0);
        assertThat(table.rows().stream().map(ResultTable.Row::method))
                .containsExactly("together", "chain", "flat", "adaptive 3-gram");
        double sum = 0;
        long n = 0;
        for (int[] s : tokens) {
            double[] state = hmm.start();
            for (int token : s) {
                sum += hmm.step(state, new Token(0, token));
                n++;
            }
        }
        Map<String, Double> chain = table.rows().get(1).figures();
        assertThat(chain.get("tokens")).isEqualTo((double) n);
        assertThat(chain.get("nats")).isCloseTo(sum / n, within(1e-9));
        assertThat(chain.get("perplexity")).isCloseTo(Math.exp(sum / n), within(1e-9));
        assertThat(chain.get("weight")).isEqualTo(0.75);
        assertThat(chain.get("new")).isZero();
        assertThat(chain.get("top5")).isEqualTo(100);
        for (int other : new int[] {0, 2, 3}) {
            assertThat(table.rows().get(other).figures().get("nats"))
                    .as(table.rows().get(other).method())
                    .isGreaterThan(chain.get("nats"));
        }
        assertThat(report.listings()).hasSize(4);
        assertThat(report.listings().get(0).lines().get(0)).contains("%", "up");
        assertThat(report.listings().get(1).lines()).isSubsetOf("up", "flat", "down", Vocabulary.END_TEXT);
        assertThat(report.html()).contains("sample 3", "<svg", "adaptive 3-gram");
        assertThat(report.markdown()).contains("| chain |", "    <end>");
        assertThat(report.json())
                .isEqualTo(new LanguageEvaluation(1)
                        .run("facts", List.of(new Contestant("m", model, sequences, true)))
                        .json());
    }

    @Test
    @DisplayName(
            "templates that the model does not know are one token, counted as new; what cannot be judged is refused")
    void novelty() {
        var vocabulary = new Vocabulary(new long[] {100}, new String[] {"known"});
        ContextModel law = ContextModel.train(ContextModel.Kind.NGRAM, 1, 3, List.of(new int[] {2, 2, 2}));
        var model = new LogModel(vocabulary, List.of(new LogModel.Member("law", law, 1)), null);
        var contestant = new Contestant("m", model, List.of(new long[] {100, 100, 777, 778}), false);
        assertThat(contestant.tokens().get(0)).containsExactly(2, 2, 1, 1);
        assertThat(contestant.novel()).isEqualTo(0.5);
        TokenTally tally = TokenTally.of(law, contestant.tokens());
        assertThat(tally.nats()).isCloseTo(-(Math.log(0.75) + Math.log(0.25)) / 2, within(1e-12));
        assertThatThrownBy(() -> new Contestant("m", LogModel.untrained(), List.of(new long[] {1}), true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("m is untrained; allowed: a trained model");
    }
}
