package dev.undercurrent.jobs.dashboard;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.undercurrent.jobs.scoring.config.AlarmConfig;
import dev.undercurrent.schemas.Incident;
import dev.undercurrent.schemas.Phase;
import dev.undercurrent.schemas.Status;
import java.io.IOException;

/** One series as a row of a list: its last verdict, and a short line of what came before. */
final class RowView {

    /** Points of the short line. */
    static final int SPARK = 48;

    private final AlarmConfig alarm;

    RowView(AlarmConfig alarm) {
        this.alarm = alarm;
    }

    void write(JsonGenerator json, History history) throws IOException {
        json.writeStartObject();
        json.writeNumberField("handle", history.handle());
        json.writeStringField("series", history.series());
        Json.field(json, "heat", (float) history.heat());
        Json.field(json, "alarmLine", (float) AlarmLine.score(alarm, history.interval()));
        incident(json, history.incident());
        IOException failure = history.read(ring -> {
            try {
                verdict(json, ring, history.silent() ? Status.NO_DATA : ring.status(ring.end() - 1));
                return null;
            } catch (IOException e) {
                return e;
            }
        });
        if (failure != null) {
            throw failure;
        }
        json.writeEndObject();
    }

    private static void incident(JsonGenerator json, Incident step) throws IOException {
        json.writeFieldName("incident");
        if (step == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        json.writeNumberField("number", step.getNumber());
        json.writeBooleanField("open", step.getPhase() != Phase.CLOSE);
        json.writeNumberField("opened", Micros.of(step.getOpened()));
        Json.field(json, "peak", (float) step.getPeakScore());
        json.writeEndObject();
    }

    private static void verdict(JsonGenerator json, Ring ring, Status status) throws IOException {
        long last = ring.end() - 1;
        json.writeNumberField("time", ring.time(last));
        json.writeStringField("status", status.name());
        Json.field(json, "score", ring.score(last));
        json.writeBooleanField("alarm", ring.alarm(last));
        Json.field(json, "value", ring.value(last, 0));
        Json.field(json, "lower", ring.lower(last, 0));
        Json.field(json, "upper", ring.upper(last, 0));
        json.writeNumberField("channels", ring.channels());
        json.writeNumberField("regime", ring.regime(last));
        Json.field(json, "probability", ring.probability(last));
        json.writeNumberField("since", ring.since(last));
        long first = Math.max(ring.begin(), ring.end() - SPARK);
        json.writeNumberField("from", ring.time(first));
        json.writeArrayFieldStart("spark");
        for (long p = first; p < ring.end(); p++) {
            Json.number(json, (float) ring.value(p, 0));
        }
        json.writeEndArray();
        json.writeArrayFieldStart("regimes");
        for (long p = first; p < ring.end(); p++) {
            json.writeNumber(ring.regime(p));
        }
        json.writeEndArray();
        json.writeArrayFieldStart("scores");
        for (long p = first; p < ring.end(); p++) {
            // two digits are more than a line 24 pixels high can show
            json.writeNumber(Math.round(ring.score(p) * 100) / 100.0);
        }
        json.writeEndArray();
    }
}
