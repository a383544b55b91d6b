package dev.undercurrent.core.attention;

/**
 * Inner products of the newest window with every earlier one, by lag, moved on with each row by two multiplications:
 * Q_l ← Q_l + z_t z_{t−l} − z_{t−w} z_{t−w−l} (Yeh et al. 2016 keep them by position). By lag the loop is elementwise over
 * contiguous arrays, which a just-in-time compiler turns into vector instructions without changing a bit.
 *
 * <p>Rounding adds up, so that all are taken anew every {@link #EXACT} rows. That also makes them a function of the rows at hand
 * and of how many came since: they are not persisted.
 */
final class Products {

    /** Rows after which all products are taken anew. */
    static final int EXACT = 256;

    private final int most;

    /** Rows since all products were taken anew, below {@link #EXACT}. */
    int since;

    /** [channels][≥ n] by lag. */
    private final double[][] products;

    /** Number of lags that there are products of. */
    private int n;

    /** @param most lags, 0 to most − 1 */
    Products(int channels, int most) {
        this.most = most;
        this.products = new double[channels][32];
    }

    /** Lags that there are products of. */
    int size() {
        return n;
    }

    /** After a row has come. */
    void push(Past past, boolean unitsChanged) {
        since = unitsChanged || since == EXACT - 1 ? 0 : since + 1;
        if (since == 0) {
            exact(past, 0);
        } else {
            advance(past, 0, Math.min(past.windows(), most));
        }
    }

    /** All products of the window that ends {@code back} rows back, anew. */
    private void exact(Past past, int back) {
        n = 0;
        extend(past, back, Math.min(past.windows() - back, most));
    }

    /** From the row before to the one {@code back} rows back, whose window has {@code lags} windows at or before it. */
    void advance(Past past, int back, int lags) {
        if (lags <= 0) {
            return;
        }
        int w = past.width;
        int from = past.head + back;
        for (int c = 0; c < products.length; c++) {
            double[] z = past.units[c];
            if (n > 0) {
                slide(products[c], z, from, from + w, n);
            }
        }
        extend(past, back, lags);
    }

    private static void slide(double[] q, double[] z, int in, int out, int n) {
        double entering = z[in];
        double leaving = z[out];
        for (int l = 0; l < n; l++) {
            q[l] += entering * z[in + l] - leaving * z[out + l];
        }
    }

    /** Products of lags that there were none of. */
    private void extend(Past past, int back, int lags) {
        int from = past.head + back;
        for (int c = 0; c < products.length; c++) {
            if (lags > products[c].length) {
                products[c] = java.util.Arrays.copyOf(products[c], Math.min(most, 2 * lags));
            }
            double[] z = past.units[c];
            for (int l = n; l < lags; l++) {
                double sum = 0;
                for (int m = from; m < from + past.width; m++) {
                    sum += z[m] * z[m + l];
                }
                products[c][l] = sum;
            }
        }
        n = Math.max(n, lags);
    }

    /** Starts again with no lags, to be advanced from a row that the caller chooses. */
    void clear() {
        n = 0;
    }

    /**
     * Squared distance of the z-normalised windows, by lag, for the window that ends {@code back} rows back: 2w (1 − ρ), ρ
     * the mean of the channels' correlations, in which a channel that is mostly missing counts as uncorrelated.
     *
     * @param out [≥ lags], written for lag &lt; lags
     */
    void distances(Past past, int back, int lags, double[] out) {
        int w = past.width;
        int at = past.head + back;
        java.util.Arrays.fill(out, 0, lags, 2.0 * w);
        for (int c = 0; c < products.length; c++) {
            double factor = 2 * past.inverse[c][at] / products.length;
            subtract(out, products[c], past.mean[c], past.inverse[c], at, w * past.mean[c][at], factor, lags);
        }
    }

    private static void subtract(
            double[] out, double[] q, double[] mean, double[] inverse, int at, double centre, double factor, int n) {
        for (int l = 0; l < n; l++) {
            out[l] -= (q[l] - centre * mean[at + l]) * (factor * inverse[at + l]);
        }
    }

    /** The products as they were, from rows at hand. */
    static Products restore(Past past, int most, int since) {
        Products p = new Products(past.channels(), most);
        p.since = since;
        if (past.count == 0) {
            return p;
        }
        p.exact(past, since);
        for (int back = since - 1; back >= 0; back--) {
            p.advance(past, back, Math.min(past.windows() - back, most));
        }
        return p;
    }

    Products copy() {
        Products p = new Products(products.length, most);
        p.since = since;
        p.n = n;
        for (int c = 0; c < products.length; c++) {
            p.products[c] = products[c].clone();
        }
        return p;
    }
}
