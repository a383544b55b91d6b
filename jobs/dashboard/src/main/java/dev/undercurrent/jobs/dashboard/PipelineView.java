package dev.undercurrent.jobs.dashboard;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.undercurrent.jobs.scoring.format.Feed;
import dev.undercurrent.schemas.Late;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;

/** The state of the pipeline as JSON. */
final class PipelineView {

    private final Store store;
    private final PipelineState state;
    private final String prefix;

    PipelineView(Store store, PipelineState state, String prefix) {
        this.store = store;
        this.state = state;
        this.prefix = prefix;
    }

    void write(JsonGenerator json) throws IOException {
        PipelineState.Snapshot now = state.snapshot();
        json.writeStartObject();
        json.writeStringField("trouble", now.trouble());
        Json.time(json, "newestEvent", now.newestEvent());
        Json.time(json, "newestVerdict", now.newestRecord());
        json.writeNumberField("now", Micros.now());
        json.writeObjectFieldStart("input");
        if (now.lag().records() < 0) {
            json.writeNullField("lag");
        } else {
            json.writeNumberField("lag", now.lag().records());
        }
        json.writeStringField("why", now.lag().why());
        json.writeEndObject();
        feeds(json, now);
        counts(json, "statuses", now.statuses());
        counts(json, "late", now.lateReasons());
        late(json, now.lastLate());
        deadLetters(json);
        models(json, now);
        page(json, now);
        json.writeEndObject();
    }

    /** What every page shows in its head. */
    void head(JsonGenerator json) throws IOException {
        PipelineState.Snapshot now = state.snapshot();
        json.writeStartObject();
        json.writeNumberField("series", store.size());
        Json.field(json, "rate", (float) state.pulse(Feed.SCORES).rate());
        json.writeNumberField("verdicts", state.pulse(Feed.SCORES).total());
        json.writeNumberField("deadLetters", state.pulse(Feed.DEAD_LETTERS).total());
        json.writeNumberField("late", state.pulse(Feed.LATE).total());
        json.writeNumberField(
                "openIncidents", store.all().stream().filter(History::alarming).count());
        Json.time(json, "newestEvent", now.newestEvent());
        json.writeNumberField("now", Micros.now());
        json.writeStringField("trouble", now.trouble());
        json.writeEndObject();
    }

    private void feeds(JsonGenerator json, PipelineState.Snapshot now) throws IOException {
        json.writeArrayFieldStart("feeds");
        for (Feed feed : Feed.values()) {
            Pulse pulse = state.pulse(feed);
            json.writeStartObject();
            json.writeStringField("feed", feed.name().toLowerCase(Locale.ROOT).replace('_', '-'));
            json.writeStringField("topic", feed.topic(prefix));
            json.writeNumberField("total", pulse.total());
            Json.field(json, "rate", (float) pulse.rate());
            json.writeNumberField("unread", now.unread().getOrDefault(feed, 0L));
            json.writeArrayFieldStart("lately");
            for (long count : pulse.lately()) {
                json.writeNumber(count);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void counts(JsonGenerator json, String name, Map<String, Long> counts) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, Long> count : counts.entrySet()) {
            json.writeNumberField(count.getKey(), count.getValue());
        }
        json.writeEndObject();
    }

    private static void late(JsonGenerator json, Late late) throws IOException {
        json.writeFieldName("lastLate");
        if (late == null) {
            json.writeNull();
            return;
        }
        json.writeStartObject();
        json.writeStringField("series", late.getSeries());
        json.writeNumberField("time", Micros.of(late.getTime()));
        json.writeStringField("reason", late.getReason().name());
        if (late.getClock() == null) {
            json.writeNullField("clock");
        } else {
            json.writeNumberField("clock", Micros.of(late.getClock()));
        }
        json.writeEndObject();
    }

    private void deadLetters(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("deadLetters");
        counts(json, "causes", state.deadLetters().causes());
        json.writeArrayFieldStart("samples");
        for (DeadLetterLog.Sample sample : state.deadLetters().samples()) {
            json.writeStartObject();
            json.writeNumberField("time", sample.time());
            json.writeStringField("stage", sample.stage());
            json.writeStringField("cause", sample.cause());
            json.writeStringField("message", sample.message());
            json.writeStringField("source", sample.source());
            json.writeStringField("preview", sample.preview());
            json.writeNumberField("bytes", sample.bytes());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void models(JsonGenerator json, PipelineState.Snapshot now) throws IOException {
        json.writeArrayFieldStart("models");
        for (Map.Entry<String, PipelineState.Model> model : now.models().entrySet()) {
            json.writeStartObject();
            json.writeStringField("model", model.getKey());
            json.writeNumberField("verdicts", model.getValue().verdicts());
            json.writeNumberField("firstSeen", model.getValue().firstSeen());
            json.writeNumberField("lastSeen", model.getValue().lastSeen());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private void page(JsonGenerator json, PipelineState.Snapshot now) throws IOException {
        json.writeObjectFieldStart("page");
        json.writeNumberField("series", store.size());
        json.writeNumberField("maxSeries", store.maxSeries());
        json.writeNumberField("droppedSeries", store.dropped());
        json.writeNumberField("points", store.points());
        json.writeNumberField("repeated", now.repeated());
        json.writeNumberField("unreadable", now.unreadable());
        json.writeStringField("lastUnreadable", now.lastUnreadable());
        json.writeNumberField(
                "heapBytes",
                Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory());
        json.writeEndObject();
    }
}
