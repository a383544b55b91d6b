package dev.undercurrent.evaluation.baseline;

/** Point forecasts with an error law around them as quantiles. */
final class Fan {

    private Fan() {}

    /** [horizon][levels] zeros: what a method says that has seen nothing. */
    static double[][] nothing(int horizon, double[] levels) {
        return new double[horizon][levels.length];
    }

    /** Fills a row with centre + spread · error quantile, spread ≥ 0. */
    static void fill(double[] row, double centre, double spread, double[] errors) {
        for (int q = 0; q < row.length; q++) {
            row[q] = centre + spread * errors[q];
        }
    }
}
