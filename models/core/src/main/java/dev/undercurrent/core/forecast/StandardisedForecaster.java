package dev.undercurrent.core.forecast;

import dev.undercurrent.core.scaling.Standardised;

/**
 * Forecasts of a model of standardised input, in the unit of the series.
 *
 * @param <S> state of the inner model
 */
public final class StandardisedForecaster<S> implements Forecaster<Standardised.State<S>> {

    private final Standardised<S> model;
    private final Forecaster<S> inner;

    public StandardisedForecaster(Standardised<S> model, Forecaster<S> inner) {
        this.model = model;
        this.inner = inner;
    }

    @Override
    public void forecast(Standardised.State<S> s, double[] levels, double[][][] out) {
        inner.forecast(s.inner(), levels, out);
        for (int c = 0; c < out.length; c++) {
            double offset = model.offset(s, c);
            double scale = model.scale(s, c);
            for (double[] row : out[c]) {
                for (int q = 0; q < row.length; q++) {
                    row[q] = offset + scale * row[q];
                }
            }
        }
    }
}
