package dev.undercurrent.jobs.cli.demo;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** This machine's metrics, several times a second. */
final class Live implements Source {

    private final int hertz;
    private final HostMetrics metrics = new HostMetrics();

    /** @param hertz readings per second, from 1 to 50 */
    Live(int hertz) {
        this.hertz = hertz;
    }

    @Override
    public void feed(Feed feed, Tally tally, BooleanSupplier stopped) throws IOException, InterruptedException {
        long period = 1_000_000_000L / hertz;
        long next = System.nanoTime();
        while (!stopped.getAsBoolean()) {
            for (Sample sample : metrics.read(now(), System.nanoTime())) {
                feed.send(sample);
            }
            next += period;
            long wait = next - System.nanoTime();
            if (wait > 0) {
                TimeUnit.NANOSECONDS.sleep(wait);
            } else {
                // fell behind: readings in a burst would only measure the burst
                next = System.nanoTime();
            }
        }
    }

    @Override
    public double seconds(String series, long eventTime) {
        return (now() - eventTime) / 1e6;
    }

    @Override
    public String title() {
        return "this machine's metrics, " + hertz + " times a second";
    }

    @Override
    public String origin() {
        return "event time";
    }

    private static long now() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }
}
