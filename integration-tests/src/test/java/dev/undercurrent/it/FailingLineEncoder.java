package dev.undercurrent.it;

import dev.undercurrent.core.scoring.Ending;
import dev.undercurrent.core.tokens.LineVerdict;
import dev.undercurrent.core.tokens.SequenceVerdict;
import dev.undercurrent.jobs.scoring.format.InvalidRecord;
import dev.undercurrent.jobs.scoring.format.LineEncoder;
import dev.undercurrent.jobs.scoring.format.MinedLine;
import dev.undercurrent.jobs.scoring.format.OutRecord;
import dev.undercurrent.jobs.scoring.format.RawRecord;
import java.util.function.Consumer;

/** Fails the task that scores lines at seeded points. Its counters are static, since they must outlive the tasks. */
final class FailingLineEncoder implements LineEncoder {

    private static final long serialVersionUID = 1L;

    private final LineEncoder inner;

    private FailingLineEncoder(LineEncoder inner) {
        this.inner = inner;
    }

    /** Fails n times, at about equal numbers of records from each other; {@link Failures} counts. */
    static FailingLineEncoder around(LineEncoder inner, long seed, int n, int every) {
        Failures.plan(seed, n, every);
        return new FailingLineEncoder(inner);
    }

    @Override
    public void open() {
        Failures.started();
        inner.open();
    }

    @Override
    public void scored(MinedLine line, LineVerdict verdict, String model, Consumer<OutRecord> out) {
        Failures.around(() -> inner.scored(line, verdict, model, out));
    }

    @Override
    public void closed(String key, Ending ending, String model, Consumer<OutRecord> out) {
        inner.closed(key, ending, model, out);
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
