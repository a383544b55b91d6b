package dev.undercurrent.core.switching;

import dev.undercurrent.core.Components;
import dev.undercurrent.core.Mixture;
import dev.undercurrent.core.Reading;
import dev.undercurrent.core.math.Special;
import java.util.Arrays;

/** Runs of events that no expert explains: they are collected, and at its end such a run is what a new regime starts from. */
final class Novelty {

    /** Largest standardised value that is collected: its square still fits a float. */
    private static final double FAR = 1e15;

    private final Learning learning;
    private final int k;
    private final int channels;
    private final double[] mean;
    private final double[] variance;

    Novelty(Learning learning, int k, int channels) {
        this.learning = learning;
        this.k = k;
        this.channels = channels;
        this.mean = new double[channels];
        this.variance = new double[channels];
    }

    /** [channels] mean of the run that {@link #complete} told the end of. */
    double[] mean() {
        return mean;
    }

    /** [channels] variance of that run. */
    double[] variance() {
        return variance;
    }

    /**
     * Takes in an event; true where it belongs to a run that nothing explains, so that nobody should learn from it.
     *
     * @param posterior [K] P(s_t | x_1..x_t)
     */
    boolean collects(SwitchingState<?> s, Components components, Mixture law, double[] posterior, Reading x) {
        if (explained(components, law, posterior, x)) {
            s.novelCount = 0;
            return false;
        }
        s.novelCount++;
        for (int c = 0; c < channels; c++) {
            collect(s, c, x.values()[c]);
        }
        return true;
    }

    /** True where the run has become long enough for a regime: its mean and variance are ready, and it ends here. */
    boolean complete(SwitchingState<?> s, Mixture law) {
        if (s.novelCount < learning.novelRun()) {
            return false;
        }
        for (int c = 0; c < channels; c++) {
            float count = s.novel[3 * c];
            mean[c] = count > 0 ? s.novel[3 * c + 1] : law.mean(c);
            variance[c] = count > 0 ? s.novel[3 * c + 2] / count : law.variance(c);
        }
        s.novelCount = 0;
        return true;
    }

    /** Count, mean and Σ(y − mean)² of a channel in the run. */
    private static void collect(SwitchingState<?> s, int c, double value) {
        int at = 3 * c;
        if (s.novelCount == 1) {
            Arrays.fill(s.novel, at, at + 3, 0);
        }
        if (Double.isNaN(value)) {
            return;
        }
        double y = Math.min(Math.max(value, -FAR), FAR);
        double count = s.novel[at] + 1;
        double d = y - s.novel[at + 1];
        double m = s.novel[at + 1] + d / count;
        s.novel[at] = (float) count;
        s.novel[at + 1] = (float) m;
        s.novel[at + 2] = (float) (s.novel[at + 2] + d * (y - m));
    }

    /** True where x is nearer to the centre of some expert than {@link Learning#novelty} says. */
    private boolean explained(Components components, Mixture law, double[] posterior, Reading x) {
        int likely = 0;
        for (int i = 1; i < k; i++) {
            if (posterior[i] > posterior[likely]) {
                likely = i;
            }
        }
        if (components.within(learning.novelty(), likely, x)) {
            return true;
        }
        double[] logs = law.logDensities(x);
        double least = Double.POSITIVE_INFINITY;
        for (int i = 0; i < k; i++) {
            least = Math.min(least, components.peakLogDensity(i, x) - logs[i]);
        }
        if (least < learning.novelty()) {
            return true;
        }
        int present = 0;
        for (double value : x.values()) {
            present += Double.isNaN(value) ? 0 : 1;
        }
        // in many channels a large excess is nothing unusual: equal tails are what counts
        return present > 1 && Special.chiSquareTail(present, least) > Special.chiSquareTail(1, learning.novelty());
    }
}
