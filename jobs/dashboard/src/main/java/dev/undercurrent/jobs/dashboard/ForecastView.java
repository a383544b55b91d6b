package dev.undercurrent.jobs.dashboard;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.undercurrent.schemas.Forecast;
import java.io.IOException;
import java.util.List;

/** Forecasts as JSON, the oldest first. */
final class ForecastView {

    private ForecastView() {}

    static void write(JsonGenerator json, List<Forecast> forecasts) throws IOException {
        json.writeStartArray();
        for (Forecast forecast : forecasts) {
            json.writeStartObject();
            json.writeNumberField("time", Micros.of(forecast.getTime()));
            json.writeNumberField("step", forecast.getStep());
            json.writeNumberField("horizon", forecast.getHorizon());
            numbers(json, "levels", forecast.getLevels());
            numbers(json, "quantiles", forecast.getQuantiles());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void numbers(JsonGenerator json, String name, List<Double> values) throws IOException {
        json.writeArrayFieldStart(name);
        for (double v : values) {
            Json.number(json, v);
        }
        json.writeEndArray();
    }
}
