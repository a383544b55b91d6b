package dev.undercurrent.evaluation;

/** The quantile levels that a backtest asks for. */
public final class Levels {

    private static final double[] ASKED = {
        0.025, 0.05, 0.1, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.75, 0.8, 0.9, 0.95, 0.975
    };
    private static final double[] DECILES = {0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9};
    private static final double[] BANDS = {0.5, 0.8, 0.9, 0.95};

    private Levels() {}

    /** All levels, ascending: the deciles and the edges of the bands. */
    public static double[] asked() {
        return ASKED.clone();
    }

    /** 0.1, 0.2, … 0.9: the levels of the quantile loss. */
    public static double[] deciles() {
        return DECILES.clone();
    }

    /** Nominal coverages of the central bands: 0.5, 0.8, 0.9, 0.95. */
    public static double[] bands() {
        return BANDS.clone();
    }

    /**
     * Where a level stands in {@link #asked}.
     *
     * @throws IllegalArgumentException if it is not asked for
     */
    public static int index(double level) {
        for (int i = 0; i < ASKED.length; i++) {
            if (Math.abs(ASKED[i] - level) < 1e-9) {
                return i;
            }
        }
        throw new IllegalArgumentException("level " + level + " is not asked for");
    }

    /** Where the median stands in {@link #asked}. */
    public static int median() {
        return index(0.5);
    }

    /** Where the lower edge of a central band stands in {@link #asked}. */
    public static int lower(double coverage) {
        return index(0.5 - coverage / 2);
    }

    /** Where the upper edge of a central band stands in {@link #asked}. */
    public static int upper(double coverage) {
        return index(0.5 + coverage / 2);
    }
}
