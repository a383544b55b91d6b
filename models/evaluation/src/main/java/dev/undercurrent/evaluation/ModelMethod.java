package dev.undercurrent.evaluation;

import dev.undercurrent.core.Density;
import dev.undercurrent.core.Predictive;
import dev.undercurrent.core.Reading;
import dev.undercurrent.core.SequenceModel;
import dev.undercurrent.core.forecast.Forecaster;
import dev.undercurrent.core.scaling.Rescalable;
import dev.undercurrent.core.scaling.Standardised;

/**
 * A sequence model of one channel as a forecast method: scored, then observed, as in the scoring job.
 *
 * @param <S> the state of one key
 */
public final class ModelMethod<S> implements ForecastMethod {

    private final SequenceModel<S> model;
    private final Forecaster<S> forecaster;
    private final double learning;
    private final long step;
    private final S state;
    private long time;
    private Predictive law;

    /**
     * @param model used by this method alone: models have scratch; its laws are {@link Density}s where PITs are asked for
     * @param forecaster of the same units as the model
     * @param learning in [0, 1], how much parameters adapt to each value
     * @param info where the series starts in time
     */
    public ModelMethod(SequenceModel<S> model, Forecaster<S> forecaster, double learning, SeriesInfo info) {
        if (!(learning >= 0 && learning <= 1)) {
            throw new IllegalArgumentException("learning " + learning + "; allowed: 0 to 1");
        }
        this.model = model;
        this.forecaster = forecaster;
        this.learning = learning;
        this.step = info.step();
        this.time = info.start();
        this.state = model.start();
    }

    /**
     * A model of standardised input, brought to the unit of the series and its forecasts with it, as the scoring job does.
     *
     * @param inner used by this method alone
     * @param forecaster of the same units as the inner model
     */
    public static <S> ModelMethod<Standardised.State<S>> standardised(
            Rescalable<S> inner, Forecaster<S> forecaster, double learning, SeriesInfo info) {
        Standardised<S> model = new Standardised<>(inner, 1);
        Forecaster<Standardised.State<S>> scaled = (state, levels, out) -> {
            forecaster.forecast(state.inner(), levels, out);
            for (double[] row : out[0]) {
                for (int q = 0; q < row.length; q++) {
                    row[q] = model.offset(state, 0) + model.scale(state, 0) * row[q];
                }
            }
        };
        return new ModelMethod<>(model, scaled, learning, info);
    }

    @Override
    public void observe(double x) {
        model.observe(state, reading(x), learning);
        time += step;
        law = null;
    }

    @Override
    public double[][] forecast(int horizon, double[] levels) {
        law = null;
        double[][][] out = new double[1][horizon][levels.length];
        forecaster.forecast(state, levels, out);
        return out[0];
    }

    @Override
    public double surprisal(double x) {
        return law().surprisal(reading(x));
    }

    @Override
    public double pit(double x) {
        return law() instanceof Density density ? density.cdf(0, x) : Double.NaN;
    }

    @Override
    public double tail(double x) {
        return law().tail(reading(x));
    }

    /** The law of the next value: scratch of the model, good until the next call on it. */
    private Predictive law() {
        if (law == null) {
            law = model.predict(state);
        }
        return law;
    }

    private Reading reading(double x) {
        return new Reading(time, new double[] {x});
    }
}
