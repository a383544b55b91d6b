package dev.undercurrent.jobs.scoring.sink;

import dev.undercurrent.core.Verdict;
import dev.undercurrent.core.scoring.Ending;
import dev.undercurrent.jobs.scoring.format.Csv;
import dev.undercurrent.jobs.scoring.format.Event;
import dev.undercurrent.jobs.scoring.format.InvalidRecord;
import dev.undercurrent.jobs.scoring.format.OutRecord;
import dev.undercurrent.jobs.scoring.format.RawRecord;
import dev.undercurrent.jobs.scoring.format.VerdictEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;

/** Encodes verdicts on numbers in lines as rows of {@code numbers.csv}, keyed by the file and line that they stand in. */
public final class NumberRowEncoder implements VerdictEncoder {

    private static final long serialVersionUID = 1L;

    private static final String SCORED = "anomaly_score,p_value,surprisal,alarm,regime,regime_probability,"
            + "change_probability,regime_since,incident,incident_score,expected,lower,upper,";

    static final String NUMBERS = "file,line,timestamp,series,value," + SCORED + "status";

    /** Cells of a number that was not scored. */
    private static final String NOTHING =
            ",".repeat((int) SCORED.chars().filter(c -> c == ',').count());

    private final RowEncoder rows = new RowEncoder(List.of(), false, false);

    @Override
    public void open() {
        rows.open();
    }

    @Override
    public void scored(Event event, Verdict v, String model, Consumer<OutRecord> out) {
        rows.scored(event, v, model, row -> emit(event, row, "", out));
    }

    @Override
    public void late(Event event, long clock, Consumer<OutRecord> out) {
        rows.late(event, clock, row -> emit(event, row, NOTHING, out));
    }

    @Override
    public void duplicate(Event event, Consumer<OutRecord> out) {
        rows.duplicate(event, row -> emit(event, row, NOTHING, out));
    }

    @Override
    public void refused(Event event, String errorClass, String message, Consumer<OutRecord> out) {
        rows.refused(event, errorClass, message, row -> emit(event, row, NOTHING, out));
    }

    @Override
    public void silent(String series, Verdict verdict, String model, Consumer<OutRecord> out) {
        // a row per row in: there is none for what happens without one
    }

    @Override
    public void ended(String series, Ending ending, String model, Consumer<OutRecord> out) {
        rows.ended(series, ending, model, out);
    }

    @Override
    public void invalid(RawRecord record, InvalidRecord why, Consumer<OutRecord> out) {
        throw new IllegalStateException("numbers come from lines that are valid");
    }

    private static void emit(Event event, OutRecord row, String before, Consumer<OutRecord> out) {
        String cells = Cells.time(event.time())
                + ','
                + Csv.cell(event.series())
                + ','
                + Cells.number(event.values()[0])
                + ','
                + before
                + new String(row.value(), StandardCharsets.UTF_8);
        out.accept(new OutRecord(row.feed(), row.key(), cells.getBytes(StandardCharsets.UTF_8)));
    }
}
