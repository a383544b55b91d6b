package dev.undercurrent.core;

import java.util.random.RandomGenerator;

/** Components made of given laws, for tests. */
record Laws(Diagonal... laws) implements Components {

    @Override
    public int count() {
        return laws.length;
    }

    @Override
    public int channels() {
        return laws[0].channels();
    }

    @Override
    public void logDensities(Observation x, double[] out) {
        for (int k = 0; k < laws.length; k++) {
            out[k] = -laws[k].surprisal(x);
        }
    }

    @Override
    public double logDensity(int k, int channel, double x) {
        return -laws[k].surprisal(channel, x);
    }

    @Override
    public double peakLogDensity(int k, Observation x) {
        double sum = 0.0;
        for (int c = 0; c < channels(); c++) {
            if (!Double.isNaN(((Reading) x).values()[c])) {
                sum -= laws[k].surprisal(c, laws[k].quantile(c, 0.5));
            }
        }
        return sum;
    }

    @Override
    public double mean(int k, int channel) {
        return laws[k].mean(channel);
    }

    @Override
    public double variance(int k, int channel) {
        return laws[k].variance(channel);
    }

    @Override
    public double cdf(int k, int channel, double x) {
        return laws[k].cdf(channel, x);
    }

    @Override
    public Observation sample(int k, long time, RandomGenerator random) {
        return laws[k].sample(time, random);
    }
}
