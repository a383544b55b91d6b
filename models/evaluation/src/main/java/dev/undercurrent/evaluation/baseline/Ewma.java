package dev.undercurrent.evaluation.baseline;

import dev.undercurrent.core.math.Special;
import dev.undercurrent.evaluation.ForecastMethod;
import dev.undercurrent.evaluation.MethodFactory;
import java.util.Arrays;

/**
 * Exponentially weighted moving average with a Gaussian law around it: m ← m + α (x − m), flat forecasts, and h steps ahead
 * the variance σ² (1 + (h − 1) α²) of simple exponential smoothing (Hyndman et al. 2008, table 6.1).
 */
public final class Ewma implements ForecastMethod {

    private final double alpha;
    private final GaussianStep step;
    private double mean = Double.NaN;

    /**
     * @param alpha weight of the newest value, in (0, 1]
     * @param varianceRate weight of the newest squared error in the long run, in (0, 1]
     */
    public Ewma(double alpha, double varianceRate) {
        if (!(alpha > 0 && alpha <= 1 && varianceRate > 0 && varianceRate <= 1)) {
            throw new IllegalArgumentException(
                    "alpha " + alpha + ", variance rate " + varianceRate + "; allowed: above 0, at most 1");
        }
        this.alpha = alpha;
        this.step = new GaussianStep(varianceRate);
    }

    /** α = 0.2 as in control charts, the variance over about 50 values. */
    public static MethodFactory factory() {
        return MethodFactory.of("EWMA", info -> new Ewma(0.2, 0.02));
    }

    @Override
    public void observe(double x) {
        if (Double.isNaN(x)) {
            return;
        }
        step.value(x);
        if (Double.isNaN(mean)) {
            mean = x;
        } else {
            step.error(x - mean);
            mean += alpha * (x - mean);
        }
    }

    @Override
    public double[][] forecast(int horizon, double[] levels) {
        double[][] out = Fan.nothing(horizon, levels);
        if (!Double.isNaN(mean)) {
            double deviation = Double.isNaN(step.deviation()) ? 0 : step.deviation();
            double[] z = Arrays.stream(levels).map(Special::normalQuantile).toArray();
            for (int h = 0; h < horizon; h++) {
                Fan.fill(out[h], mean, deviation * Math.sqrt(1 + h * alpha * alpha), z);
            }
        }
        return out;
    }

    @Override
    public double surprisal(double x) {
        return step.surprisal(mean, x);
    }

    @Override
    public double pit(double x) {
        return step.pit(mean, x);
    }
}
