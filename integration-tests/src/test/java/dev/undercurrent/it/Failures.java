package dev.undercurrent.it;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Fails the task at seeded points, before or after a record was written. All is static, since it must outlive the tasks,
 * which run in this JVM.
 */
final class Failures {

    private static final AtomicLong CALLS = new AtomicLong();
    private static final AtomicInteger FAILURES = new AtomicInteger();
    private static final AtomicInteger TASKS = new AtomicInteger();
    private static volatile long[] points = {};

    private Failures() {}

    /** From now on n failures, at about equal numbers of records from each other. */
    static void plan(long seed, int n, int every) {
        System.out.println("Failures: seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        CALLS.set(0);
        FAILURES.set(0);
        TASKS.set(0);
        long[] chosen = new long[n];
        long at = 0;
        for (int i = 0; i < n; i++) {
            at += every / 2 + random.nextInt(every);
            chosen[i] = at;
        }
        points = chosen;
    }

    /** Failures so far. */
    static int count() {
        return FAILURES.get();
    }

    /** Tasks that were started. */
    static int tasks() {
        return TASKS.get();
    }

    static void started() {
        TASKS.incrementAndGet();
    }

    /** Writes a record, and fails before or after it where it is time to. */
    static void around(Runnable record) {
        long call = CALLS.incrementAndGet();
        if (call % 8 == 0) {
            // slow enough for checkpoints to fall between failures
            LockSupport.parkNanos(1_000_000);
        }
        int next = FAILURES.get();
        boolean fails = next < points.length && call >= points[next] && FAILURES.compareAndSet(next, next + 1);
        if (fails && call % 2 == 0) {
            throw new IllegalStateException("meant to fail before a record, at call " + call);
        }
        record.run();
        if (fails) {
            throw new IllegalStateException("meant to fail after a record, at call " + call);
        }
    }
}
