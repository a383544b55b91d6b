package dev.undercurrent.jobs.scoring;

import dev.undercurrent.jobs.scoring.format.Event;
import java.util.Arrays;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkGenerator;
import org.apache.flink.api.common.eventtime.WatermarkOutput;

/**
 * Stream time as the median of the last {@value #WINDOW} event times, so that a few series with a wrong clock cannot move
 * it. It frees memory only, therefore it may lag.
 */
final class MedianWatermarks implements WatermarkGenerator<Event> {

    static final int WINDOW = 101;

    private final long[] times = new long[WINDOW];
    private int filled;
    private long reached = Long.MIN_VALUE;

    @Override
    public void onEvent(Event event, long timestamp, WatermarkOutput output) {
        times[filled++] = event.time();
        if (filled == WINDOW) {
            Arrays.sort(times);
            reached = Math.max(reached, Math.floorDiv(times[WINDOW / 2], 1000));
            filled = 0;
        }
    }

    @Override
    public void onPeriodicEmit(WatermarkOutput output) {
        if (reached > Long.MIN_VALUE) {
            output.emitWatermark(new Watermark(reached));
        }
    }
}
