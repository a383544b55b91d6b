package dev.undercurrent.core.network;

import dev.undercurrent.core.math.Kernel;

/** How the heads weigh candidates against each other: softmax(logits). */
final class Gate {

    private final Kernel kernel;
    private final int n;
    /** [≥ n]; what lies beyond n fills a vector and is of no account. */
    private final float[] shares;

    /** @param n candidates */
    Gate(Kernel kernel, int n) {
        this.kernel = kernel;
        this.n = n;
        this.shares = new float[Affine.room(n)];
    }

    /** Σ_i softmax(logits)_i candidates_i, summed in index order; {@code logits} [≥ n]. */
    float mean(float[] logits, float[] candidates) {
        float largest = logits[0];
        for (int i = 1; i < n; i++) {
            largest = Math.max(largest, logits[i]);
        }
        for (int i = 0; i < n; i++) {
            shares[i] = logits[i] - largest;
        }
        kernel.exp(shares, 0, shares.length);
        float sum = 0;
        float weighted = 0;
        for (int i = 0; i < n; i++) {
            sum += shares[i];
            weighted += shares[i] * candidates[i];
        }
        return weighted / sum;
    }

    static double clamp(double v, double low, double high) {
        return Math.min(Math.max(v, low), high);
    }
}
