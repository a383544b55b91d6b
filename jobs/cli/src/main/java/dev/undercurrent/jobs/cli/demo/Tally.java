package dev.undercurrent.jobs.cli.demo;

import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/** What was counted and timed while the demo ran; shared by the threads that feed, watch and show. */
final class Tally {

    final AtomicLong sent = new AtomicLong();
    final AtomicLong verdicts = new AtomicLong();
    final AtomicLong alarms = new AtomicLong();
    final AtomicLong incidents = new AtomicLong();
    final AtomicLong late = new AtomicLong();
    final AtomicLong deadLetters = new AtomicLong();
    final Latencies latency = new Latencies();
    private final long began = System.nanoTime();
    private volatile double firstVerdict = Double.NaN;

    /** Seconds since the job's start. */
    double elapsed() {
        return (System.nanoTime() - began) / 1e9;
    }

    void verdict(double ageSeconds) {
        if (verdicts.getAndIncrement() == 0) {
            firstVerdict = elapsed();
        }
        if (!Double.isNaN(ageSeconds)) {
            latency.add(ageSeconds);
        }
    }

    /** Events sent of which nothing has come back. */
    long outstanding() {
        return sent.get() - verdicts.get() - late.get() - deadLetters.get();
    }

    /** One line for a running demo. */
    String line() {
        return String.format(
                Locale.ROOT,
                "events %,d  verdicts %,d  alarms %d  dead letters %d  latency p50 %s p99 %s",
                sent.get(),
                verdicts.get(),
                alarms.get(),
                deadLetters.get(),
                seconds(latency.quantile(0.5)),
                seconds(latency.quantile(0.99)));
    }

    String summary(int series, double commitSeconds, String origin) {
        return String.format(
                Locale.ROOT,
                """
                events         %,d sent, in %d series
                verdicts       %,d, the first %s after the job's start
                alarms         %,d
                incidents      %,d
                late           %,d
                dead letters   %,d
                latency        p50 %s, p99 %s, from %s to the verdict seen by a consumer
                               (exactly-once: verdicts become visible with each commit, every %s)
                """,
                sent.get(),
                series,
                verdicts.get(),
                seconds(firstVerdict),
                alarms.get(),
                incidents.get(),
                late.get(),
                deadLetters.get(),
                seconds(latency.quantile(0.5)),
                seconds(latency.quantile(0.99)),
                origin,
                seconds(commitSeconds));
    }

    static String seconds(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, value < 10 ? "%.2f s" : "%.0f s", value);
    }
}
