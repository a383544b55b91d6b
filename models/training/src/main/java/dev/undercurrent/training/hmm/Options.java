package dev.undercurrent.training.hmm;

import java.util.function.Consumer;

/**
 * How a model is learnt.
 *
 * @param fewest smallest number of regimes tried, ≥ 1
 * @param most largest number tried, ≥ fewest, ≤ 16
 * @param nu degrees of freedom ν > 2 of the emissions, +∞ for Gaussian
 * @param floor smallest scale of a regime, > 0, in standardised units
 * @param units what values are standardised by
 * @param prior of transitions and first regime
 * @param restarts starts of the final model, ≥ 1
 * @param searchRestarts starts of each number of regimes in the search, ≥ 1
 * @param maxIterations of EM, ≥ 1
 * @param tolerance relative gain below which EM has converged, ≥ 0
 * @param heldOut share of events at the end of each series that the number of regimes is judged by, in (0, 1)
 * @param seed equal seeds give equal models
 * @param previous the model whose labels are kept on, or null
 * @param progress hears of every iteration
 */
public record Options(
        int fewest,
        int most,
        double nu,
        double floor,
        Units.Choice units,
        StickyPrior prior,
        int restarts,
        int searchRestarts,
        int maxIterations,
        double tolerance,
        double heldOut,
        long seed,
        HmmModel previous,
        Progress progress) {

    /** @throws IllegalArgumentException if a number is out of its range */
    public Options {
        if (fewest < 1 || most < fewest || most > 16 || searchRestarts < 1 || !(heldOut > 0 && heldOut < 1)) {
            throw new IllegalArgumentException("options: regimes from " + fewest + " to " + most
                    + " (allowed: 1 to 16), restarts in the search " + searchRestarts
                    + " (allowed: 1 and more), held out " + heldOut + " (allowed: between 0 and 1)");
        }
    }

    /**
     * 1 to 8 regimes, Student-t of 4 degrees, floor .01, pooled units, a prior of 20 moves and 50 events' dwell, 6 starts (3 in
     * the search), 300 iterations, tolerance 1e-6, the last quarter held out.
     */
    public static Options defaults() {
        return new Options(
                1,
                8,
                4,
                0.01,
                Units.Choice.POOLED,
                new StickyPrior(20, 50, 1),
                6,
                3,
                300,
                1e-6,
                0.25,
                1,
                null,
                Progress.NONE);
    }

    public Options withStates(int from, int to) {
        return with(o -> {
            o.fewest = from;
            o.most = to;
        });
    }

    /** Degrees of freedom, +∞ for Gaussian, and floor of the scales. */
    public Options withEmissions(double degrees, double least) {
        return with(o -> {
            o.nu = degrees;
            o.floor = least;
        });
    }

    public Options withUnits(Units.Choice choice) {
        return with(o -> o.units = choice);
    }

    public Options withPrior(StickyPrior other) {
        return with(o -> o.prior = other);
    }

    /** Starts of the final model and of each number of regimes in the search. */
    public Options withRestarts(int last, int search) {
        return with(o -> {
            o.restarts = last;
            o.searchRestarts = search;
        });
    }

    /** Bounds of EM. */
    public Options withIterations(int iterations, double gain) {
        return with(o -> {
            o.maxIterations = iterations;
            o.tolerance = gain;
        });
    }

    public Options withHeldOut(double share) {
        return with(o -> o.heldOut = share);
    }

    public Options withSeed(long other) {
        return with(o -> o.seed = other);
    }

    public Options withPrevious(HmmModel model) {
        return with(o -> o.previous = model);
    }

    public Options withProgress(Progress other) {
        return with(o -> o.progress = other);
    }

    private Options with(Consumer<Draft> change) {
        Draft draft = new Draft(this);
        change.accept(draft);
        return draft.options();
    }

    /** Options that can be changed. */
    private static final class Draft {
        private int fewest;
        private int most;
        private double nu;
        private double floor;
        private Units.Choice units;
        private StickyPrior prior;
        private int restarts;
        private int searchRestarts;
        private int maxIterations;
        private double tolerance;
        private double heldOut;
        private long seed;
        private HmmModel previous;
        private Progress progress;

        private Draft(Options o) {
            fewest = o.fewest;
            most = o.most;
            nu = o.nu;
            floor = o.floor;
            units = o.units;
            prior = o.prior;
            restarts = o.restarts;
            searchRestarts = o.searchRestarts;
            maxIterations = o.maxIterations;
            tolerance = o.tolerance;
            heldOut = o.heldOut;
            seed = o.seed;
            previous = o.previous;
            progress = o.progress;
        }

        private Options options() {
            return new Options(
                    fewest,
                    most,
                    nu,
                    floor,
                    units,
                    prior,
                    restarts,
                    searchRestarts,
                    maxIterations,
                    tolerance,
                    heldOut,
                    seed,
                    previous,
                    progress);
        }
    }
}
