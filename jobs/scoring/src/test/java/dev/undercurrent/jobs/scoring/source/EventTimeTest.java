package dev.undercurrent.jobs.scoring.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undercurrent.jobs.scoring.format.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.common.eventtime.WatermarkOutput;
import org.apache.flink.util.clock.ManualClock;
import org.junit.jupiter.api.Test;

class EventTimeTest {

    private final ManualClock clock = new ManualClock();
    private final List<String> out = new ArrayList<>();
    private final EventTime<Event> time = new EventTime<>(1000, clock);

    private final WatermarkOutput output = new WatermarkOutput() {
        @Override
        public void emitWatermark(Watermark watermark) {
            out.add(Long.toString(watermark.getTimestamp()));
        }

        @Override
        public void markIdle() {
            out.add("idle");
        }

        @Override
        public void markActive() {
            out.add("active");
        }
    };

    private void event(int partition, long ms) {
        for (int i = 0; i < EventTime.WINDOW; i++) {
            // a third of the series has a clock that is far ahead
            long at = i % 3 == 0 ? ms + 1_000_000 : ms;
            time.onEvent(new Event("a", at * 1000, new double[1], partition, 0), at, output);
        }
    }

    private String emitted() {
        out.clear();
        time.onPeriodicEmit(output);
        return out.get(0);
    }

    @Test
    void theSlowestPartitionThatIsNotIdleHoldsTimeBack() {
        assertThat(emitted()).isEqualTo("idle");
        event(0, 5000);
        event(1, 9000);
        event(0, 4000);
        assertThat(emitted()).isEqualTo("5000");
        clock.advanceTime(Duration.ofMillis(1001));
        event(1, 9001);
        assertThat(emitted()).isEqualTo("9001");
        clock.advanceTime(Duration.ofMillis(1001));
        assertThat(emitted()).isEqualTo("idle");
        event(0, 5001);
        assertThat(emitted()).isEqualTo("5001");
    }
}
