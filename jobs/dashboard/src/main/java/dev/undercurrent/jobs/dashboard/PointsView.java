package dev.undercurrent.jobs.dashboard;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** Points of a series as columns, which is how charts take them; thinned where there are more than asked for. */
final class PointsView {

    /** Writes one column's value. */
    private interface Cell {
        void write(long point) throws IOException;
    }

    private PointsView() {}

    /** Writes the fields of the points numbered [from, to), at most about {@code limit} of them. */
    static void write(JsonGenerator json, Ring ring, long from, long to, int limit) throws IOException {
        long[] points = Thinning.choose(ring, from, to, limit);
        json.writeNumberField("begin", from);
        json.writeNumberField("end", to);
        json.writeBooleanField("thinned", points.length < to - from);
        json.writeNumberField("channels", ring.channels());
        column(json, "time", points, p -> json.writeNumber(ring.time(p)));
        column(json, "score", points, p -> Json.number(json, ring.score(p)));
        column(json, "surprisal", points, p -> Json.number(json, ring.surprisal(p)));
        column(json, "pValue", points, p -> Json.number(json, ring.pValue(p)));
        column(json, "alarm", points, p -> json.writeNumber(ring.alarm(p) ? 1 : 0));
        column(json, "status", points, p -> json.writeString(ring.status(p).name()));
        column(json, "regime", points, p -> json.writeNumber(ring.regime(p)));
        column(json, "probability", points, p -> Json.number(json, ring.probability(p)));
        column(json, "change", points, p -> Json.number(json, ring.change(p)));
        column(json, "since", points, p -> json.writeNumber(ring.since(p)));
        perChannel(json, "value", ring, points, (p, c) -> Json.number(json, ring.value(p, c)));
        perChannel(json, "expected", ring, points, (p, c) -> Json.number(json, ring.expected(p, c)));
        perChannel(json, "lower", ring, points, (p, c) -> Json.number(json, ring.lower(p, c)));
        perChannel(json, "upper", ring, points, (p, c) -> Json.number(json, ring.upper(p, c)));
        if (ring.channels() > 1) {
            perChannel(json, "share", ring, points, (p, c) -> Json.number(json, ring.share(p, c)));
        }
        json.writeArrayFieldStart("members");
        for (int m = 0; m < ring.members().length; m++) {
            int member = m;
            json.writeStartObject();
            json.writeStringField("name", ring.members()[m]);
            column(json, "weight", points, p -> Json.number(json, ring.view(p, member, 0)));
            column(json, "surprisal", points, p -> Json.number(json, ring.view(p, member, 1)));
            column(json, "tail", points, p -> Json.number(json, ring.view(p, member, 2)));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void column(JsonGenerator json, String name, long[] points, Cell cell) throws IOException {
        json.writeArrayFieldStart(name);
        for (long p : points) {
            cell.write(p);
        }
        json.writeEndArray();
    }

    /** Writes one channel's value. */
    private interface ChannelCell {
        void write(long point, int channel) throws IOException;
    }

    private static void perChannel(JsonGenerator json, String name, Ring ring, long[] points, ChannelCell cell)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (int c = 0; c < ring.channels(); c++) {
            json.writeStartArray();
            for (long p : points) {
                cell.write(p, c);
            }
            json.writeEndArray();
        }
        json.writeEndArray();
    }
}
