package dev.undercurrent.jobs.dashboard;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.undercurrent.schemas.Incident;
import dev.undercurrent.schemas.Phase;
import java.io.IOException;
import java.util.List;
import java.util.Locale;

/** Incidents as JSON, each with one sentence that says what happened. */
final class IncidentView {

    private static final double POWERS = 12;

    /** Equal readings in a row that are worth no word. */
    private static final int STILL = 8;

    private final Store store;

    IncidentView(Store store) {
        this.store = store;
    }

    void write(JsonGenerator json, List<Incident> steps) throws IOException {
        json.writeStartArray();
        for (Incident step : steps) {
            write(json, step);
        }
        json.writeEndArray();
    }

    private void write(JsonGenerator json, Incident step) throws IOException {
        boolean open = step.getPhase() != Phase.CLOSE;
        long onset = Micros.of(step.getOnset());
        json.writeStartObject();
        json.writeStringField("series", step.getSeries());
        json.writeNumberField("number", step.getNumber());
        json.writeNumberField("epoch", Micros.of(step.getEpoch()));
        json.writeBooleanField("open", open);
        json.writeNumberField("onset", onset);
        json.writeNumberField("opened", Micros.of(step.getOpened()));
        json.writeNumberField("peakTime", Micros.of(step.getPeakTime()));
        Json.field(json, "peakScore", (float) step.getPeakScore());
        if (open) {
            json.writeNullField("closed");
        } else {
            json.writeNumberField("closed", Micros.of(step.getTime()));
        }
        json.writeNumberField("regime", step.getRegime());
        json.writeStringField("model", step.getModel());
        json.writeStringField("explanation", explanation(step));
        json.writeEndObject();
    }

    /** One sentence: what came, what was expected, how rare that is, and which regime followed. */
    String explanation(Incident step) {
        String line = store.lines().explanation(step.getSeries(), Micros.of(step.getPeakTime()));
        if (line != null) {
            return line;
        }
        History history = store.of(step.getSeries());
        String found = history == null ? null : history.read(ring -> atPeak(ring, step));
        String rarity = rarity(step.getPeakScore());
        if (found == null) {
            return "At its peak the event was " + rarity + ".";
        }
        return found + ", " + rarity + regimes(history, step) + ".";
    }

    /** A score in words, to one digit. */
    private static String rarity(double score) {
        double powers = score * POWERS;
        if (powers > POWERS - 0.05) {
            return "rarer than one in a trillion of its own past";
        }
        double times = Math.pow(10, powers);
        double digit = Math.pow(10, Math.floor(powers));
        String rounded = String.format(Locale.ROOT, "%,.0f", Math.rint(times / digit) * digit);
        return "about as rare as one in " + rounded + " of its own past";
    }

    private static String atPeak(Ring ring, Incident step) {
        long time = Micros.of(step.getPeakTime());
        long p = ring.find(time);
        if (p >= ring.end() || ring.time(p) != time) {
            return null;
        }
        int channel = loudest(ring, p);
        double value = ring.value(p, channel);
        double lower = ring.lower(p, channel);
        double upper = ring.upper(p, channel);
        String name = ring.channels() > 1 ? "Channel " + channel : "The value";
        if (Double.isNaN(lower)) {
            return "The surprisal rose to " + Numbers.text(value) + " nats";
        }
        if (Double.isNaN(value)) {
            return name + " was missing";
        }
        if (value >= lower && value <= upper) {
            String still = still(ring, p);
            if (still != null) {
                return still;
            }
        }
        String verb = value > upper ? " rose to " : value < lower ? " fell to " : " came to ";
        String where = value > upper || value < lower ? " where " : ", unusual as a step although within ";
        return name + verb + Numbers.text(value) + where + Numbers.text(lower) + " to " + Numbers.text(upper)
                + (value > upper || value < lower ? " was expected" : "");
    }

    /** What stood still the longest up to a point, in words; null where nothing did for long. */
    private static String still(Ring ring, long point) {
        int longest = STILL;
        int channel = -1;
        for (int c = 0; c < ring.channels(); c++) {
            long from = point;
            while (from > ring.begin() && ring.value(from - 1, c) == ring.value(point, c)) {
                from--;
            }
            int run = (int) (point - from + 1);
            if (run > longest) {
                longest = run;
                channel = c;
            }
        }
        if (channel < 0) {
            return null;
        }
        String name = ring.channels() > 1 ? "Channel " + channel : "The value";
        return name + " stood still at " + Numbers.text(ring.value(point, channel)) + " for " + longest + " readings";
    }

    private static int loudest(Ring ring, long point) {
        int best = 0;
        for (int c = 1; c < ring.channels(); c++) {
            if (ring.share(point, c) > ring.share(point, best)) {
                best = c;
            }
        }
        return best;
    }

    private static String regimes(History history, Incident step) {
        return history.read(ring -> {
            long from = ring.find(Micros.of(step.getOnset())) - 1;
            long to = Math.min(ring.end() - 1, ring.find(Micros.of(step.getTime())));
            if (from < ring.begin() || to <= from || ring.regime(from) == ring.regime(to)) {
                return "";
            }
            return "; regime " + ring.regime(from) + " became " + ring.regime(to);
        });
    }
}
