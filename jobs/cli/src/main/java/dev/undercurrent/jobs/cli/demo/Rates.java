package dev.undercurrent.jobs.cli.demo;

import java.util.HashMap;
import java.util.Map;

/** Growth per second of counters that are all read at the same moments. */
final class Rates {

    private final Map<String, Long> last = new HashMap<>();
    private long now;
    private double elapsed = Double.NaN;

    /** Begins a round of readings taken at {@code nanoTime}. */
    void advance(long nanoTime) {
        elapsed = last.isEmpty() ? Double.NaN : (nanoTime - now) / 1e9;
        now = nanoTime;
    }

    /** Growth per second since the last round; NaN at first and where the counter was reset. */
    double of(String counter, long total) {
        Long before = last.put(counter, total);
        if (before == null || total < before || !(elapsed > 0)) {
            return Double.NaN;
        }
        return (total - before) / elapsed;
    }
}
