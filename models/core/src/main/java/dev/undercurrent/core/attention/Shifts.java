package dev.undercurrent.core.attention;

import dev.undercurrent.core.math.Elementary;
import dev.undercurrent.core.math.Special;

/**
 * Whether a young series has shifted: the Bayes factor of "other level, slope or noise since τ" over "one law", each law a first-order
 * autoregression, x_t = c + φ x_{t−1} + ε, or as likely one about a trend, x_t = c + b u_t + φ x_{t−1} + ε, with conjugate prior (Zellner 1971, ch. 3); x in units of mean
 * and deviation of all rows so far, u from −1 to 1 over them. A priori c, b ~ N(0, σ²), φ ~ N(½, σ²), 1/σ² ~ Gamma(1, 1);
 * every τ is as likely as any other.
 *
 * <p>Nearest-window votes need some hundred rows and see no level. This sees both from ten rows on, but takes each turn of a
 * slow pattern for a new law until it knows that the pattern repeats. So it speaks of the first {@link #YOUNG} rows of a key
 * only, when votes cannot.
 */
final class Shifts {

    /** Rows of a key that this speaks of. */
    static final int YOUNG = 4 * Segmentation.MARGIN;

    /** Fewest rows on each side. */
    static final int LEAST = 10;

    /** Fewest rows after a boundary that is looked at: where it is the best one, more are waited for. */
    static final int LAST = 2;

    /** Mean distances from the median of five rows that a row counts for at most: a glitch is no shift. */
    private static final double FAR = 4;

    /** Log Bayes factor, in nats, of a shift. */
    static final double ENOUGH = 10;

    private static final int SUMS = 9;

    /** [SUMS][rows + 1] cumulative sums of x, its predecessor y, x², x y, y², and of time u, u x, u y, u². */
    private final double[][] sums = new double[SUMS][YOUNG + 1];

    /** Rows by lag, without glitches. */
    private final double[] cleaned = new double[YOUNG];

    private final double[] five = new double[5];
    private final double[] ratio = new double[YOUNG];

    /** log Γ(1 + n / 2). */
    private final double[] logGamma = new double[YOUNG + 1];

    private double best;
    private int age;

    Shifts() {
        for (int n = 0; n <= YOUNG; n++) {
            logGamma[n] = Special.logGamma(1 + 0.5 * n);
        }
    }

    /** Log Bayes factor by the last {@link #weigh}. */
    double best() {
        return best;
    }

    /** Rows since the first one after the shift, by the last {@link #weigh}. */
    int age() {
        return age;
    }

    /**
     * Looks for a shift.
     *
     * @param rows newest rows that are the segment
     * @return false where there are too few rows, or the series is no longer young
     */
    boolean weigh(Past past, int rows) {
        if (past.count > YOUNG || rows < 2 * LEAST) {
            return false;
        }
        int places = rows - LEAST - LAST + 1;
        java.util.Arrays.fill(ratio, 0, places, 0);
        for (int c = 0; c < past.channels(); c++) {
            sum(past, c, rows);
            double one = marginal(0, rows);
            for (int p = 0; p < places; p++) {
                ratio[p] += marginal(0, p + LEAST) + marginal(p + LEAST, rows) - one;
            }
        }
        int top = 0;
        for (int p = 1; p < places; p++) {
            top = ratio[p] > ratio[top] ? p : top;
        }
        double sum = 0;
        for (int p = 0; p < places; p++) {
            sum += Elementary.exp(ratio[p] - ratio[top]);
        }
        best = ratio[top] + Elementary.log(sum / places);
        age = rows - 1 - (top + LEAST);
        return true;
    }

    /** True where the last {@link #weigh} found a shift with enough rows after it. */
    boolean found() {
        return best > ENOUGH && age >= LEAST - 1;
    }

    private void sum(Past past, int c, int rows) {
        int all = past.rows();
        clean(past.units[c], past.head, all);
        double mean = 0;
        double squares = 0;
        for (int i = 0; i < all; i++) {
            mean += cleaned[i];
        }
        mean /= all;
        for (int i = 0; i < all; i++) {
            squares += (cleaned[i] - mean) * (cleaned[i] - mean);
        }
        double factor = 1 / Math.sqrt(Math.max(squares / all, 1e-18));
        for (int j = 0; j < rows; j++) {
            int lag = rows - 1 - j;
            double x = (cleaned[lag] - mean) * factor;
            double y = lag + 1 < all ? (cleaned[lag + 1] - mean) * factor : x;
            sums[0][j + 1] = sums[0][j] + x;
            sums[1][j + 1] = sums[1][j] + y;
            sums[2][j + 1] = sums[2][j] + x * x;
            sums[3][j + 1] = sums[3][j] + x * y;
            sums[4][j + 1] = sums[4][j] + y * y;
            double u = 1 - 2.0 * lag / all;
            sums[5][j + 1] = sums[5][j] + u;
            sums[6][j + 1] = sums[6][j] + u * x;
            sums[7][j + 1] = sums[7][j] + u * y;
            sums[8][j + 1] = sums[8][j] + u * u;
        }
    }

    /** Rows by lag, none farther than so much from the median of the five about it (Hampel's filter). */
    private void clean(double[] z, int head, int all) {
        double spread = 0;
        for (int i = 0; i < all; i++) {
            int from = Math.max(0, Math.min(i - 2, all - 5));
            int n = Math.min(5, all);
            System.arraycopy(z, head + from, five, 0, n);
            java.util.Arrays.sort(five, 0, n);
            cleaned[i] = five[n / 2];
            spread += Math.abs(z[head + i] - cleaned[i]);
        }
        double most = FAR * spread / all;
        for (int i = 0; i < all; i++) {
            double d = z[head + i] - cleaned[i];
            cleaned[i] += Math.min(Math.max(d, -most), most);
        }
    }

    /** Log marginal likelihood of the rows from i to before j of the segment, but for what any division has in common. */
    private double marginal(int i, int j) {
        int n = j - i;
        double x = sums[0][j] - sums[0][i];
        double y = sums[1][j] - sums[1][i];
        double xx = sums[2][j] - sums[2][i];
        double xy = sums[3][j] - sums[3][i] + 0.5;
        double yy = sums[4][j] - sums[4][i] + 1;
        double u = sums[5][j] - sums[5][i];
        double ux = sums[6][j] - sums[6][i];
        double uy = sums[7][j] - sums[7][i];
        double uu = sums[8][j] - sums[8][i] + 1;
        // Gaussian elimination: level and predecessor, then the trend
        double one = n + 1;
        double last = yy - y * y / one;
        double lastX = xy - y * x / one;
        double rest = xx + 0.25 - x * x / one - lastX * lastX / last;
        double trendY = uy - u * y / one;
        double trend = uu - u * u / one - trendY * trendY / last;
        double trendX = ux - u * x / one - trendY * lastX / last;
        double level = marginal(n, rest, one * last);
        double sloped = marginal(n, rest - trendX * trendX / trend, one * last * trend);
        double more = Math.max(level, sloped);
        return more + Elementary.log(0.5 + 0.5 * Elementary.exp(Math.min(level, sloped) - more));
    }

    private double marginal(int n, double squares, double determinant) {
        double rate = 1 + 0.5 * Math.max(0, squares);
        return logGamma[n] - (1 + 0.5 * n) * Elementary.log(rate) - 0.5 * Elementary.log(determinant);
    }
}
