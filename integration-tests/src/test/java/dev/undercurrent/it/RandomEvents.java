package dev.undercurrent.it;

import dev.undercurrent.jobs.scoring.format.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** A random keyed stream, from a seed: uneven rates, level shifts, spikes, missing values, repeats, disorder. */
final class RandomEvents {

    static final long SECOND = 1_000_000;

    private final RandomGenerator random;
    private final long[] clocks;
    private final long disorder;

    /** @param disorder how far event times stray back, microseconds */
    RandomEvents(long seed, int keys, long disorder) {
        System.out.println("RandomEvents: seed " + seed);
        random = new SplittableRandom(seed);
        clocks = new long[keys];
        this.disorder = disorder;
    }

    List<Event> next(int n) {
        List<Event> events = new ArrayList<>();
        while (events.size() < n) {
            // the product of two uniforms: some keys are heard of often, others hardly ever
            int key = (int) (clocks.length * random.nextDouble() * random.nextDouble());
            clocks[key] += random.nextLong(SECOND / 2, 2 * SECOND);
            long back = disorder > 0 ? random.nextLong(disorder) : random.nextInt(40) == 0 ? 5 * SECOND : 0;
            events.add(event(key, clocks[key] - back));
            if (random.nextInt(50) == 0) {
                events.add(events.get(events.size() - 1));
            }
        }
        return events;
    }

    private Event event(int key, long time) {
        double[] values = new double[1 + key % 3];
        double level = 10.0 * key + Math.floorMod(time / (200 * SECOND), 3L);
        for (int c = 0; c < values.length; c++) {
            values[c] = random.nextInt(30) == 0
                    ? Double.NaN
                    : level + random.nextGaussian() + (random.nextInt(150) == 0 ? 50 : 0);
        }
        return new Event("line/" + key, time, values, 0, 0);
    }
}
