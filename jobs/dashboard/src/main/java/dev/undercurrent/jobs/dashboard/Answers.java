package dev.undercurrent.jobs.dashboard;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the JSON interface answers; described in {@code page/openapi.json}. */
final class Answers {

    private static final int MAX_ROWS = 500;
    private static final int MAX_POINTS = 10_000;
    private static final int MAX_INCIDENTS = IncidentLog.BOUND;

    private final PipelineConfig config;
    private final Store store;
    private final PipelineView pipeline;
    private final List<Action> actions;
    private final String version;

    Answers(PipelineConfig config, Store store, PipelineState state, List<Action> actions, String version) {
        this.config = config;
        this.store = store;
        this.pipeline = new PipelineView(store, state, config.sink().kafka().prefix());
        this.actions = actions;
        this.version = version;
    }

    Viewer viewer(Look look) {
        return new Viewer(store, pipeline, config.alarm(), look);
    }

    String allowed() {
        return "unknown; there are about, series, history, incidents, lines, pipeline and stream below " + Routes.API;
    }

    /**
     * The answer to a question, or null where it is none.
     *
     * @throws IllegalArgumentException naming what was found and what is allowed
     */
    Json.Body of(String what, Map<String, String> query) {
        return switch (what) {
            case "about" -> this::about;
            case "series" -> series(query);
            case "history" -> history(query);
            case "incidents" -> incidents(query);
            case "lines" -> lines(query);
            case "pipeline" -> pipeline::write;
            default -> null;
        };
    }

    /** Does what a button asks for; false where there is none of that name. */
    boolean act(String name) {
        for (Action action : actions) {
            if (action.name().equals(name)) {
                action.run().run();
                return true;
            }
        }
        return false;
    }

    private void about(JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("product", "Undercurrent");
        json.writeStringField("version", version);
        json.writeStringField("pipeline", config.name());
        json.writeStringField("prefix", config.sink().kafka().prefix());
        json.writeStringField("input", config.source().kafka().topic());
        json.writeStringField("kind", config.kind().name().toLowerCase(Locale.ROOT));
        json.writeNumberField("band", config.band());
        json.writeNumberField("alarmBudget", config.alarm().budget());
        json.writeNumberField("alarmPerSeconds", config.alarm().per().toMillis() / 1e3);
        json.writeNumberField("history", config.dashboard().history());
        json.writeArrayFieldStart("actions");
        for (Action action : actions) {
            json.writeStartObject();
            json.writeStringField("name", action.name());
            json.writeStringField("label", action.label());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private Json.Body series(Map<String, String> query) {
        Listing listing = Listing.of(query);
        int offset = (int) number(query, "offset", 0, 0, Integer.MAX_VALUE);
        int limit = (int) number(query, "limit", 100, 0, MAX_ROWS);
        RowView view = new RowView(config.alarm());
        return json -> {
            List<History> all = listing.apply(store.all(), config.alarm()).stream()
                    .flatMap(group -> group.series().stream())
                    .toList();
            json.writeStartObject();
            json.writeNumberField("total", all.size());
            json.writeArrayFieldStart("series");
            for (History history :
                    all.subList(Math.min(offset, all.size()), (int) Math.min((long) offset + limit, all.size()))) {
                view.write(json, history);
            }
            json.writeEndArray();
            json.writeEndObject();
        };
    }

    private Json.Body history(Map<String, String> query) {
        String series = query.get("series");
        if (series == null) {
            throw new IllegalArgumentException("series is absent; allowed: the id of a series");
        }
        History history = store.of(series);
        if (history == null) {
            throw new IllegalArgumentException(
                    "series is " + Listing.shown(series) + ", of which nothing is known; allowed: an id from series");
        }
        long from = number(query, "from", Long.MIN_VALUE, Long.MIN_VALUE, Long.MAX_VALUE);
        long to = number(query, "to", Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE);
        int limit = (int) number(query, "limit", 2_000, 1, MAX_POINTS);
        return json -> {
            json.writeStartObject();
            json.writeStringField("series", series);
            json.writeStringField("model", history.model());
            json.writeFieldName("row");
            new RowView(config.alarm()).write(json, history);
            IOException failure = history.read(ring -> {
                try {
                    long end = to == Long.MAX_VALUE ? ring.end() : ring.find(to + 1);
                    PointsView.write(json, ring, ring.find(from), Math.max(ring.find(from), end), limit);
                    return null;
                } catch (IOException e) {
                    return e;
                }
            });
            if (failure != null) {
                throw failure;
            }
            json.writeFieldName("forecasts");
            ForecastView.write(json, history.forecasts());
            json.writeFieldName("incidents");
            new IncidentView(store).write(json, store.incidents().newest(series, 100));
            json.writeEndObject();
        };
    }

    private Json.Body incidents(Map<String, String> query) {
        int limit = (int) number(query, "limit", 100, 1, MAX_INCIDENTS);
        return json -> new IncidentView(store).write(json, store.incidents().newest(query.get("series"), limit));
    }

    private Json.Body lines(Map<String, String> query) {
        int limit = (int) number(query, "limit", 100, 1, LineLog.BOUND);
        String search = query.getOrDefault("search", "").toLowerCase(Locale.ROOT);
        return json -> LineView.write(json, store.lines(), store.lines().newest(0, search, 0, limit));
    }

    private static long number(Map<String, String> query, String name, long absent, long min, long max) {
        String text = query.get(name);
        if (text == null) {
            return absent;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        throw new IllegalArgumentException(
                name + " is " + Listing.shown(text) + "; allowed: a whole number from " + min + " to " + max);
    }
}
