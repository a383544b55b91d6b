package dev.undercurrent.it;

import dev.undercurrent.core.Verdict;
import dev.undercurrent.core.scoring.Ending;
import dev.undercurrent.jobs.scoring.format.Event;
import dev.undercurrent.jobs.scoring.format.InvalidRecord;
import dev.undercurrent.jobs.scoring.format.OutRecord;
import dev.undercurrent.jobs.scoring.format.RawRecord;
import dev.undercurrent.jobs.scoring.format.VerdictEncoder;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Fails the task at seeded points, before or after a record was written. Its counters are static, since they must outlive
 * the tasks, which run in this JVM.
 */
final class FailingEncoder implements VerdictEncoder {

    private static final long serialVersionUID = 1L;

    private static final AtomicLong CALLS = new AtomicLong();
    private static final AtomicInteger FAILURES = new AtomicInteger();
    private static final AtomicInteger TASKS = new AtomicInteger();
    private static volatile long[] points = {};

    private final VerdictEncoder inner;

    private FailingEncoder(VerdictEncoder inner) {
        this.inner = inner;
    }

    /** Fails n times, at about equal numbers of events from each other. */
    static FailingEncoder around(VerdictEncoder inner, long seed, int n, int every) {
        System.out.println("FailingEncoder: seed " + seed);
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
        return new FailingEncoder(inner);
    }

    static int failures() {
        return FAILURES.get();
    }

    /** Tasks that were started. */
    static int tasks() {
        return TASKS.get();
    }

    @Override
    public void open() {
        TASKS.incrementAndGet();
        inner.open();
    }

    @Override
    public void scored(Event event, Verdict verdict, String model, Consumer<OutRecord> out) {
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
        inner.scored(event, verdict, model, out);
        if (fails) {
            throw new IllegalStateException("meant to fail after a record, at call " + call);
        }
    }

    @Override
    public void late(Event event, long clock, Consumer<OutRecord> out) {
        inner.late(event, clock, out);
    }

    @Override
    public void duplicate(Event event, Consumer<OutRecord> out) {
        inner.duplicate(event, out);
    }

    @Override
    public void ended(String series, Ending ending, String model, Consumer<OutRecord> out) {
        inner.ended(series, ending, model, out);
    }

    @Override
    public void refused(Event event, String errorClass, String message, Consumer<OutRecord> out) {
        inner.refused(event, errorClass, message, out);
    }

    @Override
    public void invalid(RawRecord record, InvalidRecord why, Consumer<OutRecord> out) {
        inner.invalid(record, why, out);
    }
}
