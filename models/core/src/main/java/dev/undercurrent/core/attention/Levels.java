package dev.undercurrent.core.attention;

import java.util.Arrays;

/**
 * Whether the level of a settled series has jumped: where the last {@link Segmentation#MARGIN} rows all lie outside of where the
 * segment's window means lay, by as much as these spread, and the jump there is more than twice what the segment moved
 * elsewhere in as many rows. The first alone would take a walk for a jump, the second alone a glitch of average size.
 *
 * <p>Nearest windows are compared by shape and see no level. This asks nothing of the series but to have been seen: a slow
 * pattern moves no faster at its turns than before, a trend and a random walk leave their range in steps that are small
 * beside it. Nothing is carried for it; it reads the rows that the segment holds anyway. Every {@link #EVERY}th window is looked at.
 */
final class Levels {

    /** Fewest rows of a segment that has settled. */
    static final int SETTLED = 5 * Segmentation.MARGIN;

    private static final int WIDTH = Segmentation.WIDTH;
    private static final int MARGIN = Segmentation.MARGIN;

    /** Rows between two windows that are looked at. */
    private static final int EVERY = WIDTH / 2;

    /** Rows between the two sides of a move, within which it may happen. */
    private static final int GAP = WIDTH;

    /** Spreads of the window means that the new level must be beyond them. */
    private static final double BEYOND = 1;

    /** Moves elsewhere in the segment that the jump must be more than. */
    private static final double ABRUPT = 2;

    /** One in so many of the largest and of the smallest is left out: a glitch is no spread. */
    private static final int TRIMMED = 50;

    private final double[] means;
    private final double[] moves;
    private int age;

    /** @param rows most rows of a segment that are held */
    Levels(int rows) {
        means = new double[rows / EVERY + 1];
        moves = new double[rows / EVERY + 1];
    }

    /** Rows since the first one after the jump, by the last {@link #jumped}. */
    int age() {
        return age;
    }

    /**
     * True where the level of a channel has jumped.
     *
     * @param rows newest rows that are the segment
     */
    boolean jumped(Past past, long rows) {
        int held = (int) Math.min(Math.min(rows, past.rows()), (long) (means.length - 1) * EVERY);
        if (held < SETTLED) {
            return false;
        }
        for (int c = 0; c < past.channels(); c++) {
            if (outside(past.mean[c], past.head, held) && abrupt(past.mean[c], past.head, held)) {
                age = date(past.units[c], past.head);
                return true;
            }
        }
        return false;
    }

    /** @param mean of the window of {@link #WIDTH} rows that ends {@code lag} rows back, at {@code head + lag} */
    private boolean outside(double[] mean, int head, int held) {
        int n = 0;
        for (int lag = MARGIN; lag <= held - WIDTH; lag += EVERY) {
            means[n++] = mean[head + lag];
        }
        Arrays.sort(means, 0, n);
        int trim = Math.max(1, n / TRIMMED);
        double lowest = means[trim];
        double highest = means[n - 1 - trim];
        double spread = highest - lowest;
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int lag = 0; lag < MARGIN; lag += WIDTH) {
            least = Math.min(least, mean[head + lag]);
            most = Math.max(most, mean[head + lag]);
        }
        return least > highest + BEYOND * spread || most < lowest - BEYOND * spread;
    }

    private boolean abrupt(double[] mean, int head, int held) {
        int n = 0;
        for (int lag = MARGIN; lag <= held - 2 * MARGIN - GAP; lag += EVERY) {
            moves[n++] = Math.abs(move(mean, head + lag));
        }
        Arrays.sort(moves, 0, n);
        return Math.abs(move(mean, head)) > ABRUPT * moves[n - 1 - n / TRIMMED];
    }

    private static double move(double[] mean, int at) {
        double move = 0;
        for (int i = 0; i < MARGIN; i += WIDTH) {
            move += mean[at + i] - mean[at + MARGIN + GAP + i];
        }
        return move * WIDTH / MARGIN;
    }

    /** The boundary that divides the last rows best into two levels: of largest n₁ n₂ / (n₁ + n₂) · (m₁ − m₂)². */
    private static int date(double[] x, int head) {
        int rows = 2 * MARGIN + GAP;
        double all = 0;
        for (int lag = 0; lag < rows; lag++) {
            all += x[head + lag];
        }
        double after = 0;
        double best = -1;
        int found = MARGIN - 1;
        for (int lag = 0; lag < MARGIN + GAP; lag++) {
            after += x[head + lag];
            int n = lag + 1;
            double d = after / n - (all - after) / (rows - n);
            double between = (double) n * (rows - n) / rows * d * d;
            if (lag >= MARGIN - GAP - 1 && between > best) {
                best = between;
                found = lag;
            }
        }
        return found;
    }
}
