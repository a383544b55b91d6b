package dev.undercurrent.core.switching;

import dev.undercurrent.core.Gaussian;
import dev.undercurrent.core.Observation;
import dev.undercurrent.core.Reading;
import dev.undercurrent.core.SequenceModel;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import dev.undercurrent.core.state.StateCodec;

/** x_t = c + φ x_{t−1} + σ ε with everything given; a missing value is as predicted. State: the last value. */
record FixedAutoregression(double constant, double slope, double deviation) implements SequenceModel<double[]> {

    double mean(double last) {
        return constant + slope * last;
    }

    @Override
    public double[] start() {
        return new double[1];
    }

    @Override
    public Gaussian predict(double[] s) {
        return new Gaussian(new double[] {mean(s[0])}, new double[] {deviation});
    }

    @Override
    public void observe(double[] s, Observation x, double learning) {
        double value = ((Reading) x).values()[0];
        s[0] = Double.isNaN(value) ? mean(s[0]) : value;
    }

    @Override
    public void advance(double[] s, int steps) {
        for (int i = 0; i < steps; i++) {
            s[0] = mean(s[0]);
        }
    }

    @Override
    public StateCodec<double[]> codec() {
        return new StateCodec<>() {
            @Override
            public void write(double[] s, ByteSink out) {
                out.writeDoubles(s);
            }

            @Override
            public double[] read(ByteSource in) {
                return in.readDoubles(1);
            }

            @Override
            public double[] copy(double[] s) {
                return s.clone();
            }
        };
    }
}
