package dev.undercurrent.core.mixing;

import dev.undercurrent.core.Density;
import dev.undercurrent.core.SequenceModel;
import dev.undercurrent.core.forecast.Forecaster;

/**
 * One of several models of a key.
 *
 * @param name short name, unique among the members, for instance {@code hmm}
 * @param model whose laws are {@link Density} in the units of the series
 * @param forecaster quantiles in the units of the series; null where this member takes no part in forecasts
 * @param <S> state of the model
 */
public record Member<S>(String name, SequenceModel<S> model, Forecaster<S> forecaster) {}
