package dev.undercurrent.bundle;

/** What the parameters of a hidden Markov model must satisfy beyond being finite. */
final class HmmValues {

    /** Largest difference of a sum of probabilities from 1. */
    private static final double DOUBLES = 1e-9;

    private static final double FLOATS = 1e-4;

    /** Relative error of a number in single precision: a scale on the floor may have been rounded below it. */
    private static final double ROUNDING = 1e-6;

    private HmmValues() {}

    /** @throws BundleException if a row of probabilities does not sum to 1, or a scale or unit is out of its range */
    static void check(HmmSpec hmm, Tensors tensors) {
        int k = hmm.states();
        checkRows("hmm.initial", tensors, k);
        checkRows("hmm.transition", tensors, k, k);
        if (hmm.emission() == HmmSpec.Emission.CATEGORICAL) {
            checkRows("hmm.probability", tensors, k, hmm.vocabulary());
            return;
        }
        checkLeast("hmm.scale", tensors.values("hmm.scale", k, hmm.channels()), hmm.floor() * (1 - ROUNDING));
        checkLeast("hmm.unit", tensors.values("hmm.unit", hmm.channels()), Double.MIN_VALUE);
    }

    private static void checkLeast(String name, double[] values, double least) {
        for (double value : values) {
            if (value < least) {
                throw BundleException.of(BundleFiles.WEIGHTS, "a value of tensor " + name, value, "at least " + least);
            }
        }
    }

    private static void checkRows(String name, Tensors tensors, int... shape) {
        double tolerance = tensors.doubles().isEmpty() ? FLOATS : DOUBLES;
        double[] values = tensors.values(name, shape);
        checkLeast(name, values, 0);
        int row = shape[shape.length - 1];
        for (int from = 0; from < values.length; from += row) {
            double sum = 0;
            for (int i = from; i < from + row; i++) {
                sum += values[i];
            }
            if (!(Math.abs(sum - 1) <= tolerance)) {
                throw BundleException.of(
                        BundleFiles.WEIGHTS,
                        "sum of row " + from / row + " of tensor " + name,
                        sum,
                        "1 within " + tolerance);
            }
        }
    }
}
