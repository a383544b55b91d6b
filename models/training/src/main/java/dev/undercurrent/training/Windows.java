package dev.undercurrent.training;

import java.util.SplittableRandom;

/**
 * Batches of windows, drawn from histories. A visit to a history computes its features once and takes {@value #PER_VISIT}
 * windows, of which each goes to another batch. {@value #AT_START} of the windows begin with their history.
 */
final class Windows implements Supply {

    static final int PER_VISIT = 3;
    static final double AT_START = 0.35;

    private static final int EXAMPLE = 96;

    private final Histories histories;
    private final Recipe recipe;
    private final Windowing windowing;
    private final long seed;
    private long block = -1;
    private final Window[][] windows;

    Windows(Histories histories, Recipe recipe, long seed) {
        this.histories = histories;
        this.recipe = recipe;
        this.windowing = new Windowing(recipe.window(), recipe.horizon());
        this.seed = seed;
        this.windows = new Window[recipe.batch()][];
    }

    @Override
    public void fill(long number, Batch batch) {
        long wanted = number / PER_VISIT;
        if (wanted != block) {
            for (int b = 0; b < recipe.batch(); b++) {
                windows[b] = visit(wanted * recipe.batch() + b);
            }
            block = wanted;
        }
        int turn = (int) (number % PER_VISIT);
        for (int b = 0; b < recipe.batch(); b++) {
            batch.set(b, windows[b][turn]);
        }
    }

    /** One short window whose only origin is its last event. */
    Window example() {
        int length = Math.min(recipe.window(), EXAMPLE);
        Windowing cut = new Windowing(length, recipe.horizon());
        Histories.Stretch stretch = histories.stretch(0, cut.span(), new SplittableRandom(seed));
        int latest = stretch.end() - cut.span();
        int[] start = {stretch.open() + (latest - stretch.open()) / 2};
        return cut.cut(stretch.history(), stretch.first(), start, new int[][] {{length - 1}})[0];
    }

    private Window[] visit(long visit) {
        SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + visit * 0xD1B54A32D192ED03L);
        Histories.Stretch stretch = histories.stretch(visit, windowing.span(), random);
        int room = stretch.end() - windowing.span() - stretch.open();
        int[] starts = new int[PER_VISIT];
        int[][] origins = new int[PER_VISIT][];
        for (int w = 0; w < PER_VISIT; w++) {
            starts[w] = stretch.open() + (random.nextDouble() < AT_START ? 0 : random.nextInt(room + 1));
            origins[w] =
                    random.ints(recipe.origins(), 0, recipe.window()).sorted().toArray();
        }
        return windowing.cut(stretch.history(), stretch.first(), starts, origins);
    }
}
