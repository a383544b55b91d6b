package dev.undercurrent.jobs.scoring.source;

import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.format.Timed;
import java.util.Arrays;
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
 * is not idle, so that replayed history frees no series of a partition that is behind. A partition's time is the median
 * of its last {@value #WINDOW} events, so that a few series with a wrong clock cannot move it. Watermarks free memory and
 * decide no verdict; therefore they may lag.
 */
public final class EventTime<T extends Timed> implements WatermarkGenerator<T> {

    static final int WINDOW = 101;

    /** Where a partition stands. */
    private static final class Progress {
        private final long[] times = new long[WINDOW];
        private int filled;
        private long reached = Long.MIN_VALUE;
        private boolean heard;
        private long lastSeenMs;

        private void add(long micros) {
            times[filled++] = micros;
            if (filled == WINDOW) {
                Arrays.sort(times);
                reached = Math.max(reached, times[WINDOW / 2]);
                filled = 0;
            }
        }
    }

    private final Map<Integer, Progress> partitions = new HashMap<>();
    private final long idlenessMs;
    private final Clock clock;

    EventTime(long idlenessMs, Clock clock) {
        this.idlenessMs = idlenessMs;
        this.clock = clock;
    }

    /** The strategy for the events of a topic, to be assigned after decoding. */
    public static <T extends Timed> WatermarkStrategy<T> watermarks(PipelineConfig config) {
        long idleness = config.source().idleness().toMillis();
        return WatermarkStrategy.<T>forGenerator(context -> new EventTime<>(idleness, SystemClock.getInstance()))
                .withTimestampAssigner((event, unused) -> Math.floorDiv(event.time(), 1000L));
    }

    @Override
    public void onEvent(T event, long timestampMs, WatermarkOutput output) {
        Progress progress = partitions.computeIfAbsent(event.partition(), p -> new Progress());
        if (event.time() != Timed.NO_TIME) {
            progress.add(event.time());
        }
        progress.heard = true;
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        long now = clock.relativeTimeMillis();
        long slowest = Long.MAX_VALUE;
        for (Iterator<Progress> all = partitions.values().iterator(); all.hasNext(); ) {
            Progress progress = all.next();
            if (progress.heard) {
                progress.heard = false;
                progress.lastSeenMs = now;
            }
            if (now - progress.lastSeenMs > idlenessMs) {
                all.remove();
            } else {
                slowest = Math.min(slowest, progress.reached);
            }
        }
        if (partitions.isEmpty()) {
            output.markIdle();
        } else if (slowest > Long.MIN_VALUE) {
            output.emitWatermark(new Watermark(Math.floorDiv(slowest, 1000L)));
        }
    }
}
