package dev.undercurrent.jobs.dashboard;

import java.time.Instant;

/** Times as microseconds UTC. */
final class Micros {

    private Micros() {}

    static long of(Instant instant) {
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1_000;
    }

    static long now() {
        return System.currentTimeMillis() * 1_000;
    }
}
