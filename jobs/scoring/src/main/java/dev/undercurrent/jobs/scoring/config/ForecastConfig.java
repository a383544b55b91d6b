package dev.undercurrent.jobs.scoring.config;

import java.io.Serializable;
import java.util.List;

/** Forecasts of the coming events of each series. */
public record ForecastConfig(
        @Key(doc = "Events forecast; 0 = no forecasts.", initial = "12", min = 0, max = 1000)
        int horizon,

        @Key(doc = "Events between forecasts.", initial = "12", min = 1, max = 1000000)
        int every,

        @Key(
                doc = "Probabilities of the quantiles, ascending.",
                initial = "[0.1, 0.5, 0.9]",
                min = 0.0001,
                max = 0.9999)
        List<Double> quantiles)
        implements Serializable {

    public ForecastConfig {
        for (int i = 1; i < quantiles.size(); i++) {
            if (quantiles.get(i) <= quantiles.get(i - 1)) {
                throw ConfigException.of("forecast.quantiles", quantiles.toString(), "ascending probabilities");
            }
        }
        if (quantiles.isEmpty() && horizon > 0) {
            throw ConfigException.of("forecast.quantiles", "[]", "at least one where forecast.horizon is above 0");
        }
    }

    /** The quantiles as an array. */
    public double[] levels() {
        return quantiles.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
