package dev.undercurrent.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.undercurrent.core.math.Draw;
import dev.undercurrent.core.math.Kernels;
import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.NetworkSpec.Kind;
import dev.undercurrent.core.network.Tensor;
import dev.undercurrent.core.network.Weights;
import dev.undercurrent.core.tokens.TokenGolden;
import dev.undercurrent.core.tokens.TokenNetwork;
import dev.undercurrent.core.tokens.Vocabulary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Trains a network on tokens: minimises the mean surprisal of the next one. Of twenty pieces or more, each tenth is looked at
 * and not learnt from; the weights that do best on those are kept. Everything drawn comes from the seed.
 */
public final class TokenNetworkTrainer {

    private static final int BATCH_TOKENS = 2048;
    private static final int BATCH_LOGITS = 1 << 20;
    private static final int EPOCHS = 16;
    private static final int FEWEST_STEPS = 400;
    private static final int MOST_STEPS = 1500;
    private static final int LOOKS = 12;
    private static final int ENOUGH = 20;
    private static final int EACH = 10;
    private static final double WARM = 0.05;
    private static final double LAST_RATE = 0.05;
    private static final double WEIGHT_DECAY = 0.01;
    private static final int GOLDEN = 32;
    private static final int GOLDEN_FLOATS = 1 << 16;

    private final NetworkSpec spec;
    private final int width;
    private final long seed;

    /**
     * @param spec elman, gru, lstm or transformer
     * @param width length of an embedding
     */
    public TokenNetworkTrainer(NetworkSpec spec, int width, long seed) {
        this.spec = spec;
        this.width = width;
        this.seed = seed;
    }

    /**
     * @param vocabulary V, number of tokens
     * @param pieces sequences of tokens; of none nothing is learnt
     */
    public TokenNetwork train(int vocabulary, List<int[]> pieces) {
        Torch.start();
        var random = new SplittableRandom(seed);
        Parameters parameters = random(vocabulary, random.split());
        Weights best;
        try (NDManager manager = NDManager.newBaseManager()) {
            best = learn(parameters, vocabulary, pieces, random, manager);
            double novel = novel(pieces);
            TokenGolden golden = golden(best, vocabulary, pieces, novel, manager);
            return new TokenNetwork(spec, width, vocabulary, best, novel, golden, Kernels.best());
        }
    }

    /** T / (n + T), of n tokens and T different ones: Witten and Bell's share of what was never seen. */
    private static double novel(List<int[]> pieces) {
        long types = pieces.stream().flatMapToInt(Arrays::stream).distinct().count();
        long tokens = pieces.stream().mapToLong(piece -> piece.length).sum();
        return tokens == 0 ? 0.5 : Math.min(0.5, (double) types / (tokens + types));
    }

    private Parameters random(int vocabulary, SplittableRandom random) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        TokenNetwork.shapes(spec, width, vocabulary).forEach((name, shape) -> {
            float[] values = new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
            fill(name, shape, values, random.split());
            tensors.put(name, new Tensor(shape, values));
        });
        return Parameters.of(tensors);
    }

    /** Uniform within ±1/√inputs; embeddings of unit variance; forget gates open. */
    private void fill(String name, int[] shape, float[] values, SplittableRandom random) {
        if (name.contains("norm")) {
            Arrays.fill(values, name.endsWith(".weight") ? 1f : 0f);
            return;
        }
        boolean cell = name.contains("_ih") || name.contains("_hh");
        double limit = name.startsWith("embedding")
                ? Math.sqrt(3)
                : 1.0 / Math.sqrt(cell || shape.length == 1 ? spec.hidden() : shape[1]);
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) (limit * (2.0 * Draw.uniform(random) - 1.0));
        }
        if (spec.kind() == Kind.LSTM && name.endsWith("bias_ih")) {
            Arrays.fill(values, spec.hidden(), 2 * spec.hidden(), 1f);
        }
    }

    private Weights learn(
            Parameters parameters, int vocabulary, List<int[]> pieces, SplittableRandom random, NDManager manager) {
        List<int[]> learnt = new ArrayList<>();
        List<int[]> looked = new ArrayList<>();
        for (int i = 0; i < pieces.size(); i++) {
            boolean look = pieces.size() >= ENOUGH && i % EACH == EACH / 2;
            (look ? looked : learnt).add(pieces.get(i));
        }
        int room = Math.max(1, Math.min(BATCH_TOKENS, BATCH_LOGITS / vocabulary));
        List<TokenBatch.Stretch> stretches = TokenBatch.stretches(learnt);
        List<TokenBatch> validation = TokenBatch.of(TokenBatch.stretches(looked), room, false, random.split());
        int perEpoch = TokenBatch.of(stretches, room, false, random.split()).size();
        if (stretches.isEmpty()) {
            return parameters.weights();
        }
        int steps = Math.max(FEWEST_STEPS, Math.min(MOST_STEPS, EPOCHS * perEpoch));
        var optimiser = new AdamW(parameters, WEIGHT_DECAY, NetworkTrainer.LARGEST_NORM);
        Iterator<TokenBatch> batches = List.<TokenBatch>of().iterator();
        Weights best = parameters.weights();
        double least = Double.POSITIVE_INFINITY;
        for (int step = 1; step <= steps; step++) {
            if (!batches.hasNext()) {
                batches = TokenBatch.of(stretches, room, true, random.split()).iterator();
            }
            step(parameters, optimiser, batches.next(), rate(step, steps), manager);
            if (step == steps || (step % (steps / LOOKS) == 0 && !validation.isEmpty())) {
                double nats = nats(parameters, validation, manager);
                if (nats < least || validation.isEmpty()) {
                    least = nats;
                    best = parameters.weights();
                }
            }
        }
        return best;
    }

    /** Up at first, then down with a cosine. */
    private double rate(int step, int steps) {
        double most = spec.kind() == Kind.TRANSFORMER ? 8e-3 : 1e-2;
        double at = (double) step / steps;
        double fall = LAST_RATE + (1 - LAST_RATE) * 0.5 * (1 + Math.cos(Math.PI * at));
        return most * Math.min(1, at / WARM) * fall;
    }

    private void step(Parameters parameters, AdamW optimiser, TokenBatch batch, double rate, NDManager parent) {
        Map<String, float[]> gradients = new LinkedHashMap<>();
        try (NDManager manager = parent.newSubManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            Map<String, NDArray> weights = parameters.lend(manager, true);
            NDArray loss = new TokenGraph(spec, width, weights).loss(manager, batch);
            collector.backward(Layers.times(loss, 1f / Math.max(1, batch.size())));
            weights.forEach(
                    (name, array) -> gradients.put(name, array.getGradient().toFloatArray()));
        }
        optimiser.update(parameters, gradients, rate);
    }

    /** Mean surprisal of a token, nats. */
    private double nats(Parameters parameters, List<TokenBatch> batches, NDManager parent) {
        double sum = 0;
        long tokens = 0;
        for (TokenBatch batch : batches) {
            try (NDManager manager = parent.newSubManager()) {
                sum += new TokenGraph(spec, width, parameters.lend(manager, false))
                        .loss(manager, batch)
                        .getFloat();
                tokens += batch.size();
            }
        }
        return sum / tokens;
    }

    private TokenGolden golden(Weights weights, int vocabulary, List<int[]> pieces, double novel, NDManager parent) {
        int most = Math.max(1, Math.min(GOLDEN, GOLDEN_FLOATS / vocabulary));
        int[] longest = {};
        for (int[] piece : pieces) {
            longest = piece.length > longest.length && longest.length < most ? piece : longest;
        }
        int[] tokens = Arrays.copyOf(longest, Math.max(1, Math.min(most, longest.length)));
        try (NDManager manager = parent.newSubManager()) {
            Map<String, NDArray> lent = Parameters.of(weights.tensors()).lend(manager, false);
            float[] flat =
                    new TokenGraph(spec, width, lent).laws(new int[][] {tokens}).toFloatArray();
            float[][] laws = new float[tokens.length][vocabulary];
            for (int t = 0; t < laws.length; t++) {
                for (int v = 0; v < vocabulary; v++) {
                    double p = (1 - novel) * Math.exp(flat[t * vocabulary + v]);
                    laws[t][v] = (float) (v == Vocabulary.NOVEL_TOKEN ? p + novel : p);
                }
            }
            return new TokenGolden(tokens, laws);
        }
    }
}
