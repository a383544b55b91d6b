package dev.undercurrent.jobs.scoring.source;

import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.format.Event;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.util.clock.Clock;
import org.apache.flink.util.clock.SystemClock;

/**
 * Watermarks from event times, which are known only after decoding: the time of the slowest partition of this task that
 * is not idle. They free the memory of silent series and decide no verdict.
 */
public final class EventTime implements WatermarkGenerator<Event> {

    /** Where a partition stands. */
    private static final class Progress {
        private long maxMicros = Long.MIN_VALUE;
        private long lastSeenMs;
    }

    private final Map<Integer, Progress> partitions = new HashMap<>();
    private final long latenessMs;
    private final long idlenessMs;
    private final Clock clock;

    EventTime(long latenessMs, long idlenessMs, Clock clock) {
        this.latenessMs = latenessMs;
        this.idlenessMs = idlenessMs;
        this.clock = clock;
    }

    /** The strategy for the events of a topic, to be assigned after decoding. */
    public static WatermarkStrategy<Event> watermarks(PipelineConfig config) {
        long lateness = config.series().lateness().toMillis();
        long idleness = config.source().idleness().toMillis();
        return WatermarkStrategy.<Event>forGenerator(
                        context -> new EventTime(lateness, idleness, SystemClock.getInstance()))
                .withTimestampAssigner((event, unused) -> Math.floorDiv(event.time(), 1000L));
    }

    @Override
    public void onEvent(Event event, long timestampMs, WatermarkOutput output) {
        Progress progress = partitions.computeIfAbsent(event.partition(), p -> new Progress());
        progress.maxMicros = Math.max(progress.maxMicros, event.time());
        progress.lastSeenMs = clock.relativeTimeMillis();
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        long now = clock.relativeTimeMillis();
        long slowest = Long.MAX_VALUE;
        for (Iterator<Progress> all = partitions.values().iterator(); all.hasNext(); ) {
            Progress progress = all.next();
            if (now - progress.lastSeenMs > idlenessMs) {
                all.remove();
            } else {
                slowest = Math.min(slowest, progress.maxMicros);
            }
        }
        if (partitions.isEmpty()) {
            output.markIdle();
        } else {
            output.emitWatermark(new Watermark(Math.floorDiv(slowest, 1000L) - latenessMs - 1));
        }
    }
}
