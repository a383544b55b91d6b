package dev.undercurrent.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;

/** Quantiles of the values to come: ordered by construction, in units of the origin's scale from its offset. */
final class Quantiles {

    static final float[] LEVELS = {0.02f, 0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f, 0.7f, 0.8f, 0.9f, 0.98f};

    private static final int MIDDLE = LEVELS.length / 2;
    private static final double LARGEST_LOSS = 20.0;

    private Quantiles() {}

    /**
     * @param out [N][H][24], of the horizon head
     * @param candidates [N][H][12]
     * @return [N][H][11]
     */
    static NDArray of(NDArray out, NDArray candidates) {
        int c = Batch.HORIZON_CANDIDATES;
        NDArray gate = StepLaw.part(out, 0, c).softmax(-1);
        NDArray scale = StepLaw.part(out, c, c + 1).sub(1.2f).clip(-6.0, 3.0).exp();
        NDArray median = gate.mul(candidates)
                .sum(new int[] {-1}, true)
                .add(StepLaw.part(out, c + 1, c + 2).mul(scale));
        NDArray steps = StepLaw.part(out, c + 2, c + 1 + LEVELS.length)
                .getNDArrayInternal()
                .softPlus()
                .mul(Layers.times(scale, 0.5f));
        NDArray below = StepLaw.part(steps, 0, MIDDLE).flip(-1).cumSum(-1).flip(-1);
        NDArray above = StepLaw.part(steps, MIDDLE, LEVELS.length - 1).cumSum(-1);
        return NDArrays.concat(new NDList(median.sub(below), median, median.add(above)), -1);
    }

    /**
     * Mean weighted pinball loss over the values that are present, each at most 20.
     *
     * @param quantiles [N][H][11]
     * @param targets [N][H]
     * @param weights [N][H]
     * @param present [N][H], 1 or 0
     */
    static NDArray loss(NDArray quantiles, NDArray targets, NDArray weights, NDArray present) {
        NDArray error = targets.expandDims(-1).sub(quantiles);
        NDArray levels = quantiles.getManager().create(LEVELS);
        NDArray pinball = error.mul(levels).maximum(error.mul(levels.sub(1f)));
        NDArray each = pinball.mean(new int[] {-1}).mul(weights).clip(0.0, LARGEST_LOSS);
        return each.mul(present).sum().div(present.sum());
    }
}
