package dev.undercurrent.evaluation.benchmark;

/** A detector of one series, which scores each row from those before it. */
public interface Detector {

    /**
     * Takes in the next row.
     *
     * @param values [channels], NaN where missing
     * @return how far it is believed to be healthy: a tail probability in [0, 1], small = unusual
     */
    double tail(double[] values);

    /** The detector's own score of the row taken in last, in [0, 1]; by default the rarity of its tail. */
    default double score(double tail) {
        return rarity(tail);
    }

    /** min(1, −log₁₀ p / 12): the unit of the product's own score, 0.25 = one in a thousand. */
    static double rarity(double tail) {
        return Math.max(0, Math.min(1, -Math.log10(Math.max(tail, 1e-300)) / 12));
    }

    /** Makes detectors, one for each series. */
    interface Factory {

        /** As it is called in tables. */
        String title();

        /** Scores from which on a row counts as detected, fixed beforehand. */
        double threshold();

        /**
         * A detector before its first row.
         *
         * @param channels of the series
         * @param season rows per day, or 1 where it is unknown
         */
        Detector start(int channels, int season);
    }
}
