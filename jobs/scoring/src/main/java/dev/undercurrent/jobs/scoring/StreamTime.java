package dev.undercurrent.jobs.scoring;

import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.watermark.Watermark;

/** Stream time of a task in microseconds UTC, and one timer per key for when it has been silent for long enough. */
public final class StreamTime {

    private static final long MICROS_PER_MILLI = 1000;

    private final InternalTimerService<VoidNamespace> timers;
    private final long silence;

    /** @param silence after which a key is told, microseconds */
    public StreamTime(InternalTimerService<VoidNamespace> timers, long silence) {
        this.timers = timers;
        this.silence = silence;
    }

    /** The timestamp of a record, milliseconds. */
    public static long millis(long micros) {
        return Math.floorDiv(micros, MICROS_PER_MILLI);
    }

    /**
     * True for the end of time, which frees nothing: it comes with the end of the input, and where one source ends while
     * another is idle, before it.
     */
    public static boolean ends(Watermark mark) {
        return mark.getTimestamp() == Watermark.MAX_WATERMARK.getTimestamp();
    }

    /** Stream time as this task knows it. */
    public long now() {
        long millis = timers.currentWatermark();
        return millis < Long.MIN_VALUE / MICROS_PER_MILLI ? Long.MIN_VALUE : millis * MICROS_PER_MILLI;
    }

    /** Sets the timer of the present key, which was heard of at this time. */
    public void await(long heard) {
        timers.registerEventTimeTimer(VoidNamespace.INSTANCE, timer(heard));
    }

    /** True where a key that was heard of at this time has been silent by now, so that no timer of it is set any more. */
    public boolean passed(long heard) {
        return timers.currentWatermark() >= timer(heard);
    }

    private long timer(long heard) {
        return (heard + silence) / MICROS_PER_MILLI + 1;
    }

    /** True where the present key has been silent since it was heard of; else its timer is set again. */
    public boolean silent(InternalTimer<String, VoidNamespace> timer, long heard) {
        if (timer.getTimestamp() * MICROS_PER_MILLI > heard + silence) {
            return true;
        }
        await(heard);
        return false;
    }
}
