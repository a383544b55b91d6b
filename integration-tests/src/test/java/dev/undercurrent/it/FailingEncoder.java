package dev.undercurrent.it;

import dev.undercurrent.core.Verdict;
import dev.undercurrent.core.scoring.Ending;
import dev.undercurrent.jobs.scoring.format.Event;
import dev.undercurrent.jobs.scoring.format.InvalidRecord;
import dev.undercurrent.jobs.scoring.format.OutRecord;
import dev.undercurrent.jobs.scoring.format.RawRecord;
import dev.undercurrent.jobs.scoring.format.VerdictEncoder;
import java.util.function.Consumer;

/** Fails the task at seeded points, before or after a record was written. */
final class FailingEncoder implements VerdictEncoder {

    private static final long serialVersionUID = 1L;

    private final VerdictEncoder inner;

    private FailingEncoder(VerdictEncoder inner) {
        this.inner = inner;
    }

    /** Fails n times, at about equal numbers of records from each other; {@link Failures} counts. */
    static FailingEncoder around(VerdictEncoder inner, long seed, int n, int every) {
        Failures.plan(seed, n, every);
        return new FailingEncoder(inner);
    }

    @Override
    public void open() {
        Failures.started();
        inner.open();
    }

    @Override
    public void scored(Event event, Verdict verdict, String model, Consumer<OutRecord> out) {
        Failures.around(() -> inner.scored(event, verdict, model, out));
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
    public void silent(String series, Verdict verdict, String model, Consumer<OutRecord> out) {
        inner.silent(series, verdict, model, out);
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
