package dev.undercurrent.core.network;

import java.util.Arrays;

/** One LSTM layer as its equations are printed (Gers et al. 2000), in double precision but for its state: h, then c. */
final class ReferenceLstm implements Encoder {

    private final int hidden;
    private final float[] weights;

    ReferenceLstm(int hidden) {
        this.hidden = hidden;
        // rows of [x, h, 1], gates i, f, g, o
        weights = SmallWeights.numbers(31, 4 * hidden * (SeasonalFeatures.INPUTS + hidden + 1), 0.4f);
    }

    @Override
    public int inputs() {
        return SeasonalFeatures.INPUTS;
    }

    @Override
    public int outputs() {
        return hidden;
    }

    @Override
    public int stateLength() {
        return 2 * hidden;
    }

    @Override
    public void start(float[] state) {
        Arrays.fill(state, 0);
    }

    @Override
    public void step(float[] state, float[] x) {
        float[] h = Arrays.copyOf(state, hidden);
        for (int i = 0; i < hidden; i++) {
            double c = sigmoid(gate(1, i, h, x)) * state[hidden + i]
                    + sigmoid(gate(0, i, h, x)) * StrictMath.tanh(gate(2, i, h, x));
            state[hidden + i] = (float) c;
            state[i] = (float) (sigmoid(gate(3, i, h, x)) * StrictMath.tanh(c));
        }
    }

    private double gate(int gate, int unit, float[] h, float[] x) {
        int at = (gate * hidden + unit) * (SeasonalFeatures.INPUTS + hidden + 1);
        double sum = 0;
        for (int j = 0; j < SeasonalFeatures.INPUTS; j++) {
            sum += weights[at++] * x[j];
        }
        for (int j = 0; j < hidden; j++) {
            sum += weights[at++] * h[j];
        }
        return sum + weights[at];
    }

    private static double sigmoid(double v) {
        return 1 / (1 + StrictMath.exp(-v));
    }

    @Override
    public void step(float[][] states, float[][] xs, int n) {
        for (int i = 0; i < n; i++) {
            step(states[i], xs[i]);
        }
    }

    @Override
    public void output(float[] state, float[] out) {
        System.arraycopy(state, 0, out, 0, hidden);
    }
}
