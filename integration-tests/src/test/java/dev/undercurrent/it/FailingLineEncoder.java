package dev.undercurrent.it;

import dev.undercurrent.core.tokens.LineVerdict;
import dev.undercurrent.core.tokens.SequenceVerdict;
import dev.undercurrent.jobs.scoring.format.InvalidRecord;
import dev.undercurrent.jobs.scoring.format.LineEncoder;
import dev.undercurrent.jobs.scoring.format.MinedLine;
import dev.undercurrent.jobs.scoring.format.OutRecord;
import dev.undercurrent.jobs.scoring.format.RawRecord;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** Fails the task that scores lines at seeded points. Its counters are static, since they must outlive the tasks. */
final class FailingLineEncoder implements LineEncoder {

    private static final long serialVersionUID = 1L;

    private static final AtomicLong CALLS = new AtomicLong();
    private static final AtomicInteger FAILURES = new AtomicInteger();
    private static volatile long[] points = {};

    private final LineEncoder inner;

    private FailingLineEncoder(LineEncoder inner) {
        this.inner = inner;
    }

    /** Fails n times, at about equal numbers of lines from each other. */
    static FailingLineEncoder around(LineEncoder inner, long seed, int n, int every) {
        System.out.println("FailingLineEncoder: seed " + seed);
        SplittableRandom random = new SplittableRandom(seed);
        CALLS.set(0);
        FAILURES.set(0);
        long[] chosen = new long[n];
        long at = 0;
        for (int i = 0; i < n; i++) {
            at += every / 2 + random.nextInt(every);
            chosen[i] = at;
        }
        points = chosen;
        return new FailingLineEncoder(inner);
    }

    static int failures() {
        return FAILURES.get();
    }

    @Override
    public void open() {
        inner.open();
    }

    @Override
    public void scored(MinedLine line, LineVerdict verdict, String model, Consumer<OutRecord> out) {
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
        inner.scored(line, verdict, model, out);
        if (fails) {
            throw new IllegalStateException("meant to fail after a record, at call " + call);
        }
    }

    @Override
    public void ended(
            String key, End why, SequenceVerdict verdict, String explanation, String model, Consumer<OutRecord> out) {
        inner.ended(key, why, verdict, explanation, model, out);
    }

    @Override
    public void refused(Refused line, String stage, String errorClass, String message, Consumer<OutRecord> out) {
        inner.refused(line, stage, errorClass, message, out);
    }

    @Override
    public void invalid(RawRecord record, InvalidRecord why, Consumer<OutRecord> out) {
        inner.invalid(record, why, out);
    }
}
