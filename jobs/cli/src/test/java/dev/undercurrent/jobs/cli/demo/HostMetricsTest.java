package dev.undercurrent.jobs.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HostMetricsTest {

    @Test
    @DisplayName("While a thread is busy every sample sees it, five times a second")
    void busy() throws InterruptedException {
        var metrics = new HostMetrics();
        var stop = new AtomicBoolean();
        var busy = new Thread(() -> {
            while (!stop.get()) {
                Thread.onSpinWait();
            }
        });
        busy.start();
        try {
            assertThat(metrics.read(0, 0)).noneMatch(sample -> sample.series().startsWith("host/cpu"));
            for (int i = 0; i < 6; i++) {
                Thread.sleep(200);
                double all = metrics.read(i, Long.MAX_VALUE / 2 + System.nanoTime()).stream()
                        .filter(sample -> sample.series().equals("host/cpu/all"))
                        .mapToDouble(Sample::value)
                        .findFirst()
                        .orElseThrow();
                assertThat(all).as("sample " + i).isGreaterThan(0);
            }
        } finally {
            stop.set(true);
            busy.join();
        }
    }
}
