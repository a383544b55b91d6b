package dev.undercurrent.jobs.dashboard;

import dev.undercurrent.jobs.scoring.config.AlarmConfig;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * What one browser is told: at each tick only what it looks at, and of that only what changed since the last tick. A
 * browser that does not keep up skips ticks and finds the present state. Used by one thread, but for {@link #look}.
 */
final class Viewer {

    private static final long HEAD_EVERY = 1_000;
    private static final long ORDER_EVERY = 2_000;
    private static final long BEAT_EVERY = 5_000;
    private static final int MAX_POINTS = 2_000;
    private static final int FIRST_LINES = 300;
    private static final int MAX_LINES = 100;

    private final Store store;
    private final PipelineView pipeline;
    private final AlarmConfig alarm;
    private final RowView rows;
    private final IncidentView incidents;
    private final Map<Integer, Long> sent = new HashMap<>();
    private final AtomicReference<Look> wanted;
    private Look look = Look.NOTHING;
    private int[] order;
    private long orderAt;
    private long headAt;
    private long beatAt;
    private long incidentsSent = -1;
    private String seriesSent = "";
    private long pointsSent;
    private long forecastsSent;
    private long linesSent = -1;

    Viewer(Store store, PipelineView pipeline, AlarmConfig alarm, Look look) {
        this.store = store;
        this.pipeline = pipeline;
        this.alarm = alarm;
        this.rows = new RowView(alarm);
        this.incidents = new IncidentView(store);
        this.wanted = new AtomicReference<>(look);
    }

    /** Turns the eyes elsewhere; from any thread. */
    void look(Look at) {
        wanted.set(at);
    }

    /** Events for now, in the format of server-sent events; empty where there is nothing new. */
    byte[] tick(long nowMillis) {
        turn();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (nowMillis - headAt >= HEAD_EVERY) {
            headAt = nowMillis;
            event(out, "head", Json.bytes(pipeline::head));
        }
        if (look.at("overview")) {
            order(out, nowMillis);
            rows(out);
        }
        if (look.at("series")) {
            points(out);
        }
        if (look.at("incidents") || look.at("series") || look.at("overview")) {
            incidents(out);
        }
        if (look.at("logs")) {
            lines(out);
        }
        if (look.at("pipeline") && headAt == nowMillis) {
            event(out, "pipeline", Json.bytes(pipeline::write));
        }
        if (out.size() > 0) {
            beatAt = nowMillis;
        } else if (nowMillis - beatAt >= BEAT_EVERY) {
            beatAt = nowMillis;
            out.writeBytes(": beat\n\n".getBytes(StandardCharsets.US_ASCII));
        }
        return out.toByteArray();
    }

    private void turn() {
        Look next = wanted.getAndSet(null);
        if (next == null) {
            return;
        }
        if (next.least() != look.least()
                || !next.listing().equals(look.listing())
                || !next.views().equals(look.views())) {
            linesSent = -1;
            order = null;
            orderAt = 0;
            incidentsSent = -1;
            headAt = 0;
        }
        if (!next.series().equals(look.series())) {
            seriesSent = "";
            incidentsSent = -1;
        }
        // a row that comes into sight again is sent whole
        sent.keySet().retainAll(inSight(next).boxed().collect(Collectors.toSet()));
        look = next;
    }

    private void order(ByteArrayOutputStream out, long nowMillis) {
        if (nowMillis - orderAt < ORDER_EVERY) {
            return;
        }
        orderAt = nowMillis;
        List<Listing.Group> groups = look.listing().apply(store.all(), alarm);
        int[] handles = groups.stream()
                .flatMap(group -> group.series().stream())
                .mapToInt(History::handle)
                .toArray();
        if (Arrays.equals(handles, order)) {
            return;
        }
        order = handles;
        event(out, "order", Json.bytes(json -> {
            json.writeStartObject();
            json.writeNumberField("total", store.size());
            json.writeArrayFieldStart("handles");
            for (int handle : handles) {
                json.writeNumber(handle);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("groups");
            for (Listing.Group group : groups) {
                json.writeStartObject();
                json.writeStringField("name", group.name());
                json.writeNumberField("count", group.series().size());
                json.writeNumberField(
                        "open",
                        group.series().stream().filter(History::alarming).count());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        }));
    }

    /** Handles of the rows in sight: those that the browser shows, and those that it will once it takes the order over. */
    private IntStream inSight(Look at) {
        int[] places = order == null ? new int[0] : order;
        int from = Math.min(at.from(), places.length);
        int to = Math.max(from, Math.min(at.to(), places.length));
        return IntStream.concat(Arrays.stream(at.rows()), Arrays.stream(places, from, to))
                .distinct();
    }

    private void rows(ByteArrayOutputStream out) {
        List<History> changed = inSight(look)
                .mapToObj(store::of)
                .filter(history ->
                        history != null && !Long.valueOf(history.version()).equals(sent.get(history.handle())))
                .toList();
        if (changed.isEmpty()) {
            return;
        }
        event(out, "rows", Json.bytes(json -> {
            json.writeStartArray();
            for (History history : changed) {
                sent.put(history.handle(), history.version());
                rows.write(json, history);
            }
            json.writeEndArray();
        }));
    }

    /** First a whole history, then what was added to it. */
    private void points(ByteArrayOutputStream out) {
        History history = store.of(look.series());
        if (history == null) {
            return;
        }
        boolean whole = !seriesSent.equals(look.series());
        byte[] data = history.read(ring -> {
            // a ring that began anew, with other channels or members, is a whole one again
            boolean anew = whole || ring.end() < pointsSent || ring.begin() > pointsSent;
            long from = anew ? ring.begin() : pointsSent;
            if (from == ring.end()) {
                return null;
            }
            pointsSent = ring.end();
            return Json.bytes(json -> {
                json.writeStartObject();
                json.writeStringField("series", look.series());
                json.writeBooleanField("whole", anew);
                json.writeFieldName("row");
                rows.write(json, history);
                PointsView.write(json, ring, from, ring.end(), MAX_POINTS);
                json.writeEndObject();
            });
        });
        if (data != null) {
            seriesSent = look.series();
            event(out, "points", data);
        }
        if (whole || history.forecastsSeen() != forecastsSent) {
            forecastsSent = history.forecastsSeen();
            event(out, "forecasts", Json.bytes(json -> {
                json.writeStartObject();
                json.writeStringField("series", look.series());
                json.writeFieldName("forecasts");
                ForecastView.write(json, history.forecasts());
                json.writeEndObject();
            }));
        }
    }

    private void incidents(ByteArrayOutputStream out) {
        long version = store.incidents().version();
        if (version == incidentsSent) {
            return;
        }
        incidentsSent = version;
        String series = look.at("series") ? look.series() : null;
        int limit = look.at("overview") ? 12 : 200;
        event(
                out,
                "incidents",
                Json.bytes(json -> incidents.write(json, store.incidents().newest(series, limit))));
    }

    private void lines(ByteArrayOutputStream out) {
        long end = store.lines().end();
        boolean whole = linesSent < 0;
        if (!whole && end == linesSent) {
            return;
        }
        List<LineLog.Line> fresh = store.lines()
                .newest(Math.max(0, linesSent), look.listing().search(), look.least(), whole ? FIRST_LINES : MAX_LINES);
        linesSent = end;
        event(out, "lines", Json.bytes(json -> {
            json.writeStartObject();
            json.writeBooleanField("whole", whole);
            json.writeNumberField("end", end);
            json.writeFieldName("lines");
            LineView.write(json, store.lines(), fresh);
            json.writeEndObject();
        }));
    }

    private static void event(ByteArrayOutputStream out, String name, byte[] data) {
        out.writeBytes(("event: " + name + "\ndata: ").getBytes(StandardCharsets.US_ASCII));
        out.writeBytes(data);
        out.writeBytes("\n\n".getBytes(StandardCharsets.US_ASCII));
    }
}
