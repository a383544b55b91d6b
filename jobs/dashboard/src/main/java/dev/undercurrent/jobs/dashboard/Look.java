package dev.undercurrent.jobs.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.Set;

/**
 * What a reader looks at, and so what is sent to it.
 *
 * @param views of overview, series, incidents, logs and pipeline
 * @param listing which series, and in what order
 * @param rows handles of the series in sight, at most {@link #MAX_ROWS}
 * @param from first place of the order in sight, beside the rows; for rows that come into sight when the order changes
 * @param to place after the last one in sight
 * @param least score below which lines of logs are left out
 * @param series the one series looked at; empty = none
 */
record Look(Set<String> views, Listing listing, int[] rows, int from, int to, double least, String series) {

    static final int MAX_ROWS = 200;
    static final Set<String> VIEWS = Set.of("overview", "series", "incidents", "logs", "pipeline");
    static final Look NOTHING = new Look(Set.of(), Listing.ALL, new int[0], 0, 0, 0, "");

    boolean at(String view) {
        return views.contains(view);
    }

    /** @throws IllegalArgumentException naming what was found and what is allowed */
    static Look of(JsonNode json) {
        String view = json.path("view").asText("");
        JsonNode rows = json.path("rows");
        if (rows.size() > MAX_ROWS) {
            throw new IllegalArgumentException("rows has " + rows.size() + " entries; allowed: at most " + MAX_ROWS);
        }
        int[] handles = new int[rows.size()];
        for (int i = 0; i < handles.length; i++) {
            handles[i] = rows.get(i).asInt(-1);
        }
        Listing listing = new Listing(
                json.path("search").asText(""),
                Listing.Sort.of(json.path("sort").asText("score")),
                json.path("group").asInt(-1));
        int from = Math.max(0, json.path("from").asInt(0));
        int to = Math.min(json.path("to").asInt(0), from + MAX_ROWS);
        return new Look(
                views(view),
                listing,
                handles,
                from,
                to,
                json.path("least").asDouble(0),
                json.path("series").asText(""));
    }

    static Look of(Map<String, String> query) {
        return new Look(
                views(query.getOrDefault("view", "")),
                Listing.of(query),
                new int[0],
                0,
                MAX_ROWS,
                0,
                query.getOrDefault("series", ""));
    }

    private static Set<String> views(String view) {
        if (view.isEmpty()) {
            return Set.of();
        }
        if (!VIEWS.contains(view)) {
            throw new IllegalArgumentException("view is " + Listing.shown(view) + "; allowed: " + VIEWS);
        }
        return Set.of(view);
    }
}
