package dev.undercurrent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.undercurrent.core.Token;
import dev.undercurrent.core.math.Kernels;
import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.NetworkSpec.Kind;
import dev.undercurrent.core.network.Tensor;
import dev.undercurrent.core.network.Weights;
import dev.undercurrent.core.tokens.ContextModel;
import dev.undercurrent.core.tokens.TokenNetwork;
import dev.undercurrent.core.tokens.Vocabulary;
import dev.undercurrent.training.logs.LogTraining;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenNetworkTrainerTest {

    private static final int V = 9;
    private static final int D = 5;

    @BeforeAll
    static void offline() {
        Torch.start();
    }

    static List<NetworkSpec> networks() {
        return List.of(
                NetworkSpec.recurrent(Kind.ELMAN, 6, 1),
                NetworkSpec.recurrent(Kind.GRU, 6, 1),
                NetworkSpec.recurrent(Kind.LSTM, 7, 2),
                new NetworkSpec(Kind.TRANSFORMER, 8, 2, 2, 6, 1));
    }

    private static Map<String, Tensor> tensors(NetworkSpec spec) {
        var random = new SplittableRandom(3);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        TokenNetwork.shapes(spec, D, V).forEach((name, shape) -> {
            float[] values = new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextDouble(-1, 1);
            }
            tensors.put(name, new Tensor(shape, values));
        });
        return tensors;
    }

    private static TokenNetwork served(NetworkSpec spec, Map<String, Tensor> tensors) {
        return new TokenNetwork(spec, D, V, new Weights(tensors), 0, null, Kernels.best());
    }

    @ParameterizedTest
    @MethodSource("networks")
    @DisplayName("served laws are those of the graph in PyTorch, within 1e-5, for sequences longer than any window")
    void parity(NetworkSpec spec) {
        int[][] sequences = {
            new SplittableRandom(1).ints(40, 0, V).toArray(),
            new SplittableRandom(2).ints(40, 0, V).toArray()
        };
        try (NDManager manager = NDManager.newBaseManager()) {
            Map<String, NDArray> lent = Parameters.of(tensors(spec)).lend(manager, false);
            float[] graph = new TokenGraph(spec, D, lent).laws(sequences).toFloatArray();
            TokenNetwork model = served(spec, tensors(spec));
            for (int b = 0; b < sequences.length; b++) {
                float[] state = model.start();
                for (int t = 0; t < sequences[b].length; t++) {
                    for (int v = 0; v < V; v++) {
                        double expected = Math.exp(graph[(t * sequences.length + b) * V + v]);
                        assertThat(model.predict(state).probability(v)).isCloseTo(expected, within(1e-5));
                    }
                    model.observe(state, new Token(t, sequences[b][t]));
                }
            }
        }
    }

    /** What a batch costs, by the served network. */
    private static double byServing(NetworkSpec spec, Map<String, Tensor> tensors, TokenBatch batch) {
        TokenNetwork model = served(spec, tensors);
        double sum = 0;
        for (int b = 0; b < batch.inputs().length; b++) {
            float[] state = model.start();
            for (int t = 0; t < batch.to()[b]; t++) {
                double surprisal = model.predict(state).surprisal(new Token(t, batch.targets()[b][t]));
                sum += t >= batch.from()[b] ? surprisal : 0;
                model.observe(state, new Token(t, batch.inputs()[b][t]));
            }
        }
        return sum;
    }

    @ParameterizedTest
    @MethodSource("networks")
    @DisplayName(
            "a batch's loss counts what it should, filling left out, and its gradient is that of served surprisals")
    void loss(NetworkSpec spec) {
        List<TokenBatch.Stretch> stretches = List.of(
                new TokenBatch.Stretch(new int[] {2, 3, 4, 8, 5, 0}, 0),
                new TokenBatch.Stretch(new int[] {7, 6, 2, 2, 3, 5, 4, 4}, 3),
                new TokenBatch.Stretch(new int[] {3}, 0));
        TokenBatch batch =
                TokenBatch.of(stretches, 1000, false, new SplittableRandom(4)).get(0);
        assertThat(batch.size()).isEqualTo(6 + 5 + 1);
        Map<String, Tensor> tensors = tensors(spec);
        try (NDManager manager = NDManager.newBaseManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            Map<String, NDArray> lent = Parameters.of(tensors).lend(manager, true);
            NDArray loss = new TokenGraph(spec, D, lent).loss(manager, batch);
            collector.backward(loss);
            assertThat((double) loss.getFloat()).isCloseTo(byServing(spec, tensors, batch), within(1e-4));
            tensors.forEach((name, tensor) -> {
                float[] values = tensor.values();
                int i = name.startsWith("embedding") ? 2 * D + 1 : values.length * 2 / 3;
                float kept = values[i];
                values[i] = kept + 0.01f;
                double above = byServing(spec, tensors, batch);
                values[i] = kept - 0.01f;
                double below = byServing(spec, tensors, batch);
                values[i] = kept;
                double gradient = lent.get(name).getGradient().toFloatArray()[i];
                assertThat(gradient)
                        .as(name)
                        .isCloseTo((above - below) / 0.02, within(3e-3 + 0.01 * Math.abs(gradient)));
            });
        }
    }

    @Test
    @DisplayName("of nothing a law is made that foretells something, and equal seeds give equal weights")
    void little() {
        NetworkSpec spec = NetworkSpec.recurrent(Kind.LSTM, 4, 1);
        TokenNetwork none = new TokenNetworkTrainer(spec, 3, 1).train(V, List.of());
        assertThat(none.predict(none.start()).probability(Vocabulary.NOVEL_TOKEN))
                .isGreaterThan(0.5);
        float[] one = new TokenNetworkTrainer(spec, 3, 2)
                .train(V, List.of())
                .weights()
                .get("head.bias", V);
        float[] same = new TokenNetworkTrainer(spec, 3, 2)
                .train(V, List.of())
                .weights()
                .get("head.bias", V);
        assertThat(one).isEqualTo(same).isNotEqualTo(none.weights().get("head.bias", V));
    }

    @Test
    @DisplayName("long sequences are cut so that each token counts once and all but the first have context")
    void stretches() {
        int[] piece = new SplittableRandom(5).ints(1000, 0, V).toArray();
        List<Integer> counted = new ArrayList<>();
        for (TokenBatch.Stretch stretch : TokenBatch.stretches(List.of(piece))) {
            assertThat(stretch.tokens().length).isLessThanOrEqualTo(256);
            assertThat(counted.isEmpty() || stretch.from() == 64).isTrue();
            for (int t = stretch.from(); t < stretch.tokens().length; t++) {
                counted.add(stretch.tokens()[t]);
            }
        }
        assertThat(counted.stream().mapToInt(t -> t).toArray()).isEqualTo(piece);
    }

    /** Opens one of two ways, works for six lines, and closes as it opened: 2 … 6 or 3 … 7, then the end. */
    private static List<int[]> sessions(SplittableRandom random, int n) {
        List<int[]> sessions = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            int way = random.nextInt(2);
            int[] s = new int[9];
            s[0] = 2 + way;
            for (int t = 1; t < 7; t++) {
                s[t] = 4 + random.nextInt(2);
            }
            s[7] = 6 + way;
            sessions.add(s);
        }
        return sessions;
    }

    private static double closing(double[] probabilities) {
        return -Math.log(probabilities[7]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"lstm", "transformer"})
    @DisplayName(
            "what depends on a line seven lines before is learnt by a network and not by a 3-gram, on held-out sequences")
    void longMemory(String kind) {
        var random = new SplittableRandom(6);
        List<int[]> learnt = sessions(random, 400);
        List<int[]> held = sessions(random, 100);
        NetworkSpec spec = kind.equals("lstm")
                ? NetworkSpec.recurrent(Kind.LSTM, 32, 1)
                : new NetworkSpec(Kind.TRANSFORMER, 16, 1, 2, 16, 1);
        TokenNetwork network = new TokenNetworkTrainer(spec, 16, 1).train(8, learnt);
        ContextModel counts = ContextModel.train(ContextModel.Kind.NGRAM, 3, 8, learnt);
        double byNetwork = 0;
        double byCounts = 0;
        for (int[] session : held) {
            byNetwork += closing(LogTraining.probabilities(network, session)) / held.size();
            byCounts += closing(LogTraining.probabilities(counts, session)) / held.size();
        }
        assertThat(byCounts).isGreaterThan(0.65);
        assertThat(byNetwork).isLessThan(0.05);
        assertThat(network.golden().tokens()).isEqualTo(learnt.get(0));
        assertThat(network.predict(network.start()).probability(Vocabulary.NOVEL_TOKEN))
                .isPositive();
    }
}
