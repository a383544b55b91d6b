package dev.undercurrent.jobs.scoring;

import dev.undercurrent.jobs.scoring.format.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Random keyed streams, from a seed: uneven rates, noise, level shifts, missing values, repeats, lateness. */
final class RandomEvents {

    static final long SECOND = 1_000_000;

    private final RandomGenerator random;
    private final int keys;
    private final long jitter;
    private final long[] clocks;
    private long offset;

    /** @param jitter how far event times stray back, microseconds */
    RandomEvents(long seed, int keys, long jitter) {
        System.out.println("RandomEvents: seed " + seed);
        random = new SplittableRandom(seed);
        this.keys = keys;
        this.jitter = jitter;
        clocks = new long[keys];
    }

    /** The next n events; a key's number of channels is fixed. */
    List<Event> next(int n) {
        List<Event> events = new ArrayList<>(n);
        while (events.size() < n) {
            // squared: some keys are heard of often, others hardly ever
            int key = (int) (keys * random.nextDouble() * random.nextDouble());
            clocks[key] += random.nextLong(SECOND / 2, 2 * SECOND);
            long time = clocks[key] - (jitter == 0 ? 0 : random.nextLong(jitter));
            events.add(event(key, time));
            if (random.nextInt(50) == 0) {
                Event last = events.get(events.size() - 1);
                events.add(new Event(last.series(), last.time(), last.values(), 0, offset++));
            }
        }
        return events;
    }

    private Event event(int key, long time) {
        double[] values = new double[1 + key % 3];
        double level = 10.0 * key + (time / (300 * SECOND)) % 3;
        for (int c = 0; c < values.length; c++) {
            values[c] = random.nextInt(30) == 0
                    ? Double.NaN
                    : level + random.nextGaussian() + (random.nextInt(200) == 0 ? 50 : 0);
        }
        return new Event("key-" + key, time, values, 0, offset++);
    }
}
