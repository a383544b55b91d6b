package dev.undercurrent.bundle;

/** What the parameters of a hidden Markov model must satisfy beyond being finite. */
final class HmmValues {

    private static final double TOLERANCE = 1e-9;

    private HmmValues() {}

    /** @throws BundleException if a row of probabilities does not sum to 1, or a scale is not positive */
    static void check(Architecture.Hmm hmm, Tensors tensors) {
        int k = hmm.states();
        checkRows("initial", tensors.get("initial", k), k);
        checkRows("transition", tensors.get("transition", k, k), k);
        if (hmm.emission() == Architecture.Hmm.Emission.CATEGORICAL) {
            checkRows("probability", tensors.get("probability", k, hmm.vocabulary()), hmm.vocabulary());
            return;
        }
        for (double scale : tensors.get("scale", k, hmm.channels())) {
            if (!(scale > 0)) {
                throw BundleException.of(BundleFiles.WEIGHTS, "a value of tensor scale", scale, "more than 0");
            }
        }
    }

    private static void checkRows(String name, double[] values, int row) {
        for (int from = 0; from < values.length; from += row) {
            double sum = 0;
            for (int i = from; i < from + row; i++) {
                if (values[i] < 0) {
                    throw BundleException.of(BundleFiles.WEIGHTS, "a value of tensor " + name, values[i], "0 or more");
                }
                sum += values[i];
            }
            if (!(Math.abs(sum - 1) <= TOLERANCE)) {
                throw BundleException.of(
                        BundleFiles.WEIGHTS,
                        "sum of row " + from / row + " of tensor " + name,
                        sum,
                        "1 within " + TOLERANCE);
            }
        }
    }
}
