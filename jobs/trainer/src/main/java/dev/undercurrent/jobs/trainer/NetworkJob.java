package dev.undercurrent.jobs.trainer;

import dev.undercurrent.bundle.ModelBundle;
import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.evaluation.TimeSeries;
import dev.undercurrent.jobs.scoring.Networks;
import dev.undercurrent.jobs.scoring.config.SeriesConfig;
import dev.undercurrent.training.Histories;
import dev.undercurrent.training.History;
import dev.undercurrent.training.Losses;
import dev.undercurrent.training.NetworkTrainer;
import dev.undercurrent.training.Progress;
import dev.undercurrent.training.Recipe;
import dev.undercurrent.training.Trained;
import dev.undercurrent.training.bundles.HeldOut;
import dev.undercurrent.training.bundles.HeldOutFigures;
import dev.undercurrent.training.bundles.NetworkBundle;
import dev.undercurrent.training.bundles.Provenance;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Trains a network on a past, judges it on what was held out, and makes its bundle. */
final class NetworkJob {

    private static final int BATCH = 32;
    private static final int ORIGINS = 12;
    private static final double RATE = 2.5e-3;
    private static final double FINE_TUNING_RATE = 5e-4;
    private static final double WEIGHT_DECAY = 0.01;
    private static final int MOST_WARM_UP = 200;
    private static final int LOOKS = 20;
    private static final int PATIENCE = 6;
    private static final int FEWEST_STEPS = 10;

    /** Steps of a trial, and what a look at the validation loss costs in steps: 16 batches, forward only. */
    private static final int TRIAL_STEPS = 12;

    private static final double LOOK_COST = 16.0 / 3.0;

    private final Split split;
    private final Split.Periods periods;
    private final ModelBundle parent;
    private final Bar bar;
    private final List<History> histories;

    /** @param parent the bundle to start from; null = random weights */
    NetworkJob(Split split, SeriesConfig series, ModelBundle parent, Bar bar) {
        this.split = split;
        this.periods = Split.Periods.of(series);
        this.parent = parent;
        this.bar = bar;
        this.histories = split.histories(periods);
    }

    /**
     * What came of it.
     *
     * @param figures of the network on what was held out
     * @param parent the same of the bundle it was fine-tuned from; null = none
     */
    record Outcome(ModelBundle bundle, HeldOutFigures figures, HeldOutFigures parent) {}

    /** Steps that so many minutes are good for on this machine, by a trial. */
    int steps(NetworkSpec spec, double minutes, long seed) {
        bar.say("Timing a few steps ...");
        NetworkTrainer trial = trainer(spec, recipe(TRIAL_STEPS, seed));
        trial.train(report -> {}); // compiles what will run
        double before = bar.seconds();
        trial.train(report -> {});
        double step = (bar.seconds() - before) / (TRIAL_STEPS + looks(TRIAL_STEPS) * LOOK_COST);
        return (int) Math.max(FEWEST_STEPS, 60 * minutes / step - LOOKS * LOOK_COST);
    }

    /** @param directory where checkpoints are kept, and read where there are any */
    Outcome run(Plan plan, Path directory, String name, String data, String createdBy) throws IOException {
        NetworkTrainer trainer = trainer(plan.spec(), recipe(plan.steps(), plan.seed()));
        Trained trained = parent == null
                ? trainer.train(directory, this::tell)
                : trainer.train(parent.tensors().weights(), directory, this::tell);
        bar.end();
        int steps = trained.history().get(trained.history().size() - 1).step();
        if (steps < plan.steps()) {
            bar.say("Stopped at step %,d of %,d: the validation loss did not fall any more.", steps, plan.steps());
        }
        bar.say("Judging on what was held out ...");
        List<TimeSeries> judged = split.judged(periods);
        HeldOut heldOut = HeldOut.of(NetworkBundle.candidate(trained), judged, split.protocol());
        Provenance provenance = new Provenance(
                name,
                summary(trained),
                data,
                split.heldOut(),
                List.of(plan.seed()),
                steps,
                (long) steps * BATCH * split.window(),
                parent,
                createdBy);
        return new Outcome(
                NetworkBundle.of(trained, trained.history(), provenance, heldOut),
                new HeldOutFigures(heldOut),
                parent == null
                        ? null
                        : new HeldOutFigures(HeldOut.of(
                                Networks.of(parent, "--from", parent.manifest().name()), judged, split.protocol())));
    }

    private String summary(Trained trained) {
        return String.format(
                Locale.ROOT,
                "A network (%s) that scores each channel by itself. Learnt from the first %.0f %% of each series, stopped by the next %.0f %%, "
                        + "judged on the rest.",
                trained.spec().kind().label(),
                100 * Split.TRAINING,
                100 * (Split.SEEN - Split.TRAINING));
    }

    private void tell(Progress.Report report) {
        Losses losses = report.losses();
        String validation = Double.isNaN(losses.validationSurprisal())
                ? ""
                : String.format(Locale.ROOT, ", validation %.4f", losses.validationSurprisal());
        bar.show(
                (double) losses.step() / report.steps(),
                String.format(
                        Locale.ROOT,
                        "step %,d of %,d, %.4f nats per event%s",
                        losses.step(),
                        report.steps(),
                        losses.surprisal(),
                        validation),
                report.secondsLeft());
    }

    private NetworkTrainer trainer(NetworkSpec spec, Recipe recipe) {
        double share = Split.trainingShare();
        return new NetworkTrainer(
                spec, recipe, Histories.training(histories, share), Histories.validation(histories, share));
    }

    private Recipe recipe(int steps, long seed) {
        return new Recipe(
                steps,
                BATCH,
                split.window(),
                Math.min(ORIGINS, split.window()),
                split.horizon(),
                parent == null ? RATE : FINE_TUNING_RATE,
                WEIGHT_DECAY,
                Math.min(MOST_WARM_UP, steps / 10),
                every(steps),
                PATIENCE,
                seed);
    }

    private static int every(int steps) {
        return Math.max(1, (steps + LOOKS - 1) / LOOKS);
    }

    private static int looks(int steps) {
        return (steps + every(steps) - 1) / every(steps);
    }
}
