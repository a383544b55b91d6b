package dev.undercurrent.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import dev.undercurrent.core.network.NetworkSpec;

/**
 * The law of the next value: a mixture of Student-t, in units of the event's scale from its offset. All arrays [T][B][3].
 *
 * @param location gate-weighted candidate + shift · d/s
 * @param logScale nats
 * @param freedom degrees of freedom, above 2.05
 * @param logWeight nats
 */
record StepLaw(NDArray location, NDArray logScale, NDArray freedom, NDArray logWeight) {

    private static final int K = NetworkSpec.MIXTURE;

    /** Where the log scales start, so that components begin apart: narrow, middle, wide. */
    private static final float[] LOG_SCALES = {-1.5f, -0.3f, 1.0f};

    private static final int LOG_STEP = 3;
    private static final double SURPRISAL_LOW = -5.0;
    private static final double SURPRISAL_HIGH = 12.0;

    /**
     * @param out [T][B][22], of the step head
     * @param inputs [T][B][24]
     * @param candidates [T][B][10]
     */
    static StepLaw of(NDArray out, NDArray inputs, NDArray candidates) {
        int c = Batch.CANDIDATES;
        NDArray gate = part(out, 0, c).softmax(-1);
        NDArray base = gate.mul(candidates).sum(new int[] {-1}, true);
        NDArray logStep = part(inputs, LOG_STEP, LOG_STEP + 1);
        NDArray location = base.add(part(out, c, c + K).mul(logStep.exp()));
        NDArray start = out.getManager().create(LOG_SCALES);
        NDArray logScale = Layers.atLeast(
                part(out, c + K, c + 2 * K).add(start).clip(-5.0, 4.0).add(logStep), -6.5f);
        NDArray freedom = Layers.times(
                        part(out, c + 2 * K, c + 3 * K)
                                .add(1.5f)
                                .getNDArrayInternal()
                                .softPlus(),
                        3f)
                .add(2.05f);
        return new StepLaw(
                location, logScale, freedom, part(out, c + 3 * K, c + 4 * K).logSoftmax(-1));
    }

    /** Entries from ≤ i &lt; to of the last axis. */
    static NDArray part(NDArray x, int from, int to) {
        return x.get(new NDIndex().addEllipseDim().addSliceDim(from, to));
    }

    /**
     * Mean −log density of the values that are present, nats, each within −5 to 12.
     *
     * @param targets [T][B]
     * @param present [T][B], 1 or 0
     */
    NDArray loss(NDArray targets, NDArray present) {
        NDArray surprisal = logDensity(targets).neg().clip(SURPRISAL_LOW, SURPRISAL_HIGH);
        return surprisal.mul(present).sum().div(present.sum());
    }

    /** [T][B] nats. */
    NDArray logDensity(NDArray targets) {
        NDArray z = targets.expandDims(-1).sub(location).mul(logScale.neg().exp());
        NDArray half = Layers.times(freedom.add(1f), 0.5f);
        NDArray log = half.gammaln()
                .sub(Layers.times(freedom, 0.5f).gammaln())
                .sub(Layers.times(Layers.times(freedom, (float) Math.PI).log(), 0.5f))
                .sub(logScale)
                .sub(half.mul(z.square().div(freedom).add(1f).log()))
                .add(logWeight);
        NDArray largest = log.max(new int[] {-1}, true).stopGradient();
        NDArray sum = log.sub(largest).exp().sum(new int[] {-1});
        return sum.log().add(largest.squeeze(-1));
    }

    /** The three components in order, [T·B][12]: location, log scale, freedom, log weight. */
    NDArray flat() {
        return location.concat(logScale, -1)
                .concat(freedom, -1)
                .concat(logWeight, -1)
                .reshape(new Shape(-1, 4L * K));
    }
}
