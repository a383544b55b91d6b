package dev.undercurrent.evaluation;

/** Numbers in [0, 1) that any language makes with equal bits: s ← (1103515245 s + 12345) mod 2³¹, u = s / 2³¹. */
public final class Lcg {

    private Lcg() {}

    public static double[] uniform(long seed, int n) {
        double[] u = new double[n];
        long s = seed;
        for (int i = 0; i < n; i++) {
            s = (s * 1103515245L + 12345L) & 0x7fffffffL;
            u[i] = s / 2147483648.0;
        }
        return u;
    }
}
