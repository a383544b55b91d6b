package dev.undercurrent.training.hmm;

import dev.undercurrent.core.math.Elementary;
import dev.undercurrent.core.math.Special;

/** log p_k(z) of all regimes, with what does not depend on z taken once. */
final class LogDensities {

    /** Standardised distance from which on its square is not taken. */
    private static final double FAR = 1e150;

    private final Emissions laws;
    private final double[][] peak;
    private final double[][] perScale;

    LogDensities(Emissions laws) {
        this.laws = laws;
        int k = laws.states();
        int d = laws.channels();
        peak = new double[k][d];
        perScale = new double[k][d];
        double constant = Special.studentLogConstant(laws.nu());
        for (int i = 0; i < k; i++) {
            for (int c = 0; c < d; c++) {
                perScale[i][c] = 1.0 / laws.scale()[i][c];
                peak[i][c] = constant - Elementary.log(laws.scale()[i][c]);
            }
        }
    }

    /** {@code out} [K], nats; missing channels are marginalised. */
    void of(double[] z, double[] out) {
        boolean gaussian = laws.gaussian();
        double nu = laws.nu();
        for (int i = 0; i < peak.length; i++) {
            double[] location = laws.location()[i];
            double sum = 0.0;
            for (int c = 0; c < z.length; c++) {
                if (Double.isNaN(z[c])) {
                    continue;
                }
                double distance = (z[c] - location[c]) * perScale[i][c];
                double excess = gaussian ? 0.5 * distance * distance : 0.5 * (nu + 1.0) * heavy(distance, nu);
                sum += peak[i][c] - excess;
            }
            out[i] = sum;
        }
    }

    /** log(1 + d² / ν), also where d² overflows. */
    private static double heavy(double d, double nu) {
        double size = Math.abs(d);
        return size < FAR ? Elementary.log1p(d * d / nu) : 2.0 * Elementary.log(size) - Elementary.log(nu);
    }
}
