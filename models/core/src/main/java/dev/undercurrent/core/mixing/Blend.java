package dev.undercurrent.core.mixing;

import dev.undercurrent.core.Density;
import dev.undercurrent.core.Inversion;
import dev.undercurrent.core.Mixture;
import dev.undercurrent.core.Observation;
import dev.undercurrent.core.math.Draw;
import java.util.random.RandomGenerator;

/** Σ_m w_m p_m of whole laws: what several models say together. A view, valid as long as the laws are. */
final class Blend implements Density {

    private final double[] weights;
    private final Density[] laws;
    private final double[] logs;

    /**
     * @param weights [M], kept, not copied
     * @param laws [M], kept, not copied
     */
    Blend(double[] weights, Density[] laws) {
        this.weights = weights;
        this.laws = laws;
        this.logs = new double[weights.length];
    }

    @Override
    public int channels() {
        return laws[0].channels();
    }

    @Override
    public double surprisal(Observation x) {
        for (int m = 0; m < laws.length; m++) {
            logs[m] = -laws[m].surprisal(x);
        }
        return 0.0 - Mixture.logSumWeighted(weights, logs, logs.length);
    }

    @Override
    public double surprisal(int channel, double x) {
        for (int m = 0; m < laws.length; m++) {
            logs[m] = -laws[m].surprisal(channel, x);
        }
        return 0.0 - Mixture.logSumWeighted(weights, logs, logs.length);
    }

    /** The weighted mean of what the members say: an approximation, which calibration corrects. */
    @Override
    public double tail(Observation x) {
        double sum = 0;
        for (int m = 0; m < laws.length; m++) {
            sum += weights[m] * laws[m].tail(x);
        }
        return Math.min(1, sum);
    }

    @Override
    public Observation sample(long time, RandomGenerator random) {
        return laws[Draw.index(random, weights, weights.length)].sample(time, random);
    }

    @Override
    public double mean(int channel) {
        double sum = 0;
        for (int m = 0; m < laws.length; m++) {
            sum += weights[m] * laws[m].mean(channel);
        }
        return sum;
    }

    @Override
    public double variance(int channel) {
        double mean = mean(channel);
        double sum = 0;
        for (int m = 0; m < laws.length; m++) {
            double d = laws[m].mean(channel) - mean;
            sum += weights[m] * (laws[m].variance(channel) + d * d);
        }
        return sum;
    }

    @Override
    public double cdf(int channel, double x) {
        double sum = 0;
        for (int m = 0; m < laws.length; m++) {
            sum += weights[m] * laws[m].cdf(channel, x);
        }
        return Math.min(1, sum);
    }

    @Override
    public double quantile(int channel, double p) {
        return Inversion.quantile(this, channel, p);
    }
}
