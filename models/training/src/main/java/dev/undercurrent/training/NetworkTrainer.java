package dev.undercurrent.training;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Trains a network: minimises .5 · nats per event of the one-step law + 2 · pinball loss of the forecast, on windows of
 * histories. Everything drawn comes from the recipe's seed; what PyTorch rounds differently from run to run remains.
 */
public final class NetworkTrainer {

    /** Norm to which the gradient of a step is clipped. */
    static final double LARGEST_NORM = 1.0;

    private static final int VALIDATION_BATCHES = 16;
    private static final long VALIDATION_SEED = 0x76616c6964L;

    private final NetworkSpec spec;
    private final Recipe recipe;
    private final Histories training;
    private final Windows validation;

    /** Drawn at the first look. */
    private final Batch[] kept = new Batch[VALIDATION_BATCHES];

    /**
     * @param training what to learn from
     * @param validation what to judge by
     */
    public NetworkTrainer(NetworkSpec spec, Recipe recipe, Histories training, Histories validation) {
        this.spec = spec;
        this.recipe = recipe;
        this.training = training;
        this.validation = new Windows(validation, recipe, VALIDATION_SEED);
    }

    /** Trains from random weights. */
    public Trained train(Progress progress) {
        return train(new Run(spec, recipe, Parameters.random(spec, recipe.seed())), null, progress);
    }

    /**
     * Trains from given weights (fine-tuning).
     *
     * @throws IllegalArgumentException if they are not those of the network's shape
     */
    public Trained train(Weights start, Progress progress) {
        return train(new Run(spec, recipe, Parameters.of(spec, start)), null, progress);
    }

    /**
     * Trains from random weights, or goes on from the directory's checkpoint where there is one.
     *
     * @param directory where checkpoints are kept
     * @throws IOException if a checkpoint cannot be written or read, or is of another run
     */
    public Trained train(Path directory, Progress progress) throws IOException {
        return resumable(Parameters.random(spec, recipe.seed()), directory, progress);
    }

    /**
     * Trains from given weights (fine-tuning), or goes on from the directory's checkpoint where there is one.
     *
     * @param directory where checkpoints are kept
     * @throws IOException if a checkpoint cannot be written or read, or is of another run
     * @throws IllegalArgumentException if the weights are not those of the network's shape
     */
    public Trained train(Weights start, Path directory, Progress progress) throws IOException {
        return resumable(Parameters.of(spec, start), directory, progress);
    }

    private Trained resumable(Parameters start, Path directory, Progress progress) throws IOException {
        Run run = new Run(spec, recipe, start);
        if (Files.exists(directory.resolve(Checkpoint.NAME))) {
            Checkpoint.read(run, directory);
        }
        try {
            return train(run, directory, progress);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Trained train(Run run, Path directory, Progress progress) {
        Torch.start();
        Supply supply = new Windows(training, recipe, recipe.seed());
        try (Prefetch batches = new Prefetch(supply, recipe, run.step);
                NDManager manager = NDManager.newBaseManager()) {
            Pace pace = new Pace(run);
            while (!run.finished()) {
                Batch batch = batches.take();
                step(run, batch, manager);
                batches.giveBack(batch);
                boolean look = run.step % recipe.validateEvery() == 0 || run.step == recipe.steps();
                Losses losses = new Losses(run.step, run.surprisal, run.pinball, Double.NaN, Double.NaN);
                if (look) {
                    losses = validate(run, manager);
                    run.validated(losses);
                    pace.count(run);
                    save(run, directory);
                }
                if (look || run.step % Progress.EVERY == 0) {
                    progress.report(pace.report(run, losses));
                }
            }
            Weights weights = run.bestWeights();
            return new Trained(
                    spec,
                    weights,
                    List.copyOf(run.history),
                    run.bestLosses,
                    Golden.of(spec, weights, validation.example(), manager));
        }
    }

    private static void save(Run run, Path directory) {
        if (directory == null) {
            return;
        }
        try {
            Checkpoint.write(run, directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void step(Run run, Batch batch, NDManager parent) {
        Map<String, float[]> gradients = new LinkedHashMap<>();
        try (NDManager manager = parent.newSubManager();
                GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            Map<String, NDArray> weights = run.parameters.lend(manager, true);
            Graph.Loss loss = new Graph(spec, weights).loss(manager, batch);
            collector.backward(loss.total());
            weights.forEach(
                    (name, array) -> gradients.put(name, array.getGradient().toFloatArray()));
            run.optimiser.update(run.parameters, gradients, recipe.rate(run.step));
            run.learnt(loss.surprisal().getFloat(), loss.pinball().getFloat());
        }
    }

    private Losses validate(Run run, NDManager parent) {
        double surprisal = 0.0;
        double pinball = 0.0;
        for (int i = 0; i < kept.length; i++) {
            if (kept[i] == null) {
                kept[i] = Prefetch.batch(recipe);
                validation.fill(i, kept[i]);
            }
            try (NDManager manager = parent.newSubManager()) {
                Graph.Loss loss = new Graph(spec, run.parameters.lend(manager, false)).loss(manager, kept[i]);
                surprisal += loss.surprisal().getFloat() / kept.length;
                pinball += loss.pinball().getFloat() / kept.length;
            }
        }
        return new Losses(run.step, run.surprisal, run.pinball, surprisal, pinball);
    }
}
