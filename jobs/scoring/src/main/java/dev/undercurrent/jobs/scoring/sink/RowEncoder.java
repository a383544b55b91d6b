package dev.undercurrent.jobs.scoring.sink;

import dev.undercurrent.core.Forecast;
import dev.undercurrent.core.Incident;
import dev.undercurrent.core.Verdict;
import dev.undercurrent.core.scoring.Ending;
import dev.undercurrent.jobs.scoring.format.Csv;
import dev.undercurrent.jobs.scoring.format.Event;
import dev.undercurrent.jobs.scoring.format.Feed;
import dev.undercurrent.jobs.scoring.format.InvalidRecord;
import dev.undercurrent.jobs.scoring.format.OutRecord;
import dev.undercurrent.jobs.scoring.format.RawRecord;
import dev.undercurrent.jobs.scoring.format.SeriesId;
import dev.undercurrent.jobs.scoring.format.VerdictEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Encodes verdicts as the computed cells of a row, keyed by where the row came from; the {@link RowFiles} put the
 * row's own cells before them.
 */
public final class RowEncoder implements VerdictEncoder {

    private static final long serialVersionUID = 1L;

    private final List<String> keyFields;
    private final boolean regimes;
    private final boolean forecasts;

    /**
     * @param keyFields fields whose texts are the series id, for rows that are no events
     * @param regimes whether to write regimes.csv as well
     * @param forecasts whether to write forecasts.csv as well
     */
    public RowEncoder(List<String> keyFields, boolean regimes, boolean forecasts) {
        this.keyFields = List.copyOf(keyFields);
        this.regimes = regimes;
        this.forecasts = forecasts;
    }

    @Override
    public void open() {
        // nothing to prepare
    }

    @Override
    public void scored(Event event, Verdict v, String model, Consumer<OutRecord> out) {
        StringBuilder cells = new StringBuilder(256);
        boolean opens = v.incident() != null && v.incident().phase() == Incident.Phase.OPEN;
        add(cells, Cells.number(v.anomalyScore()));
        add(cells, Cells.number(v.pValue()));
        add(cells, Cells.number(v.surprisal()));
        add(cells, Boolean.toString(v.alarm()));
        add(cells, Integer.toString(v.regime()));
        add(cells, Cells.number(v.regimeProbability()));
        add(cells, Cells.number(v.changeProbability()));
        add(cells, Cells.time(v.regimeSince()));
        add(cells, v.incident() == null ? "" : Long.toString(v.incident().number()));
        add(cells, opens ? Cells.number(v.anomalyScore()) : "0");
        for (double[] band : new double[][] {v.expected(), v.lower(), v.upper()}) {
            for (double x : band) {
                add(cells, Cells.number(x));
            }
        }
        add(cells, v.status().name());
        row(Feed.SCORES, event, cells, out);
        if (regimes && (v.regimeChanged() || v.sequence() == 0)) {
            regime(event, v, out);
        }
        if (forecasts && v.forecast() != null) {
            forecast(event, v.forecast(), out);
        }
    }

    private static void regime(Event event, Verdict v, Consumer<OutRecord> out) {
        StringBuilder cells = new StringBuilder(128);
        add(cells, Cells.time(v.time()));
        add(cells, Csv.cell(event.series()));
        add(cells, Integer.toString(v.regime()));
        add(cells, v.regimeChanged() ? Integer.toString(v.previousRegime()) : "");
        add(cells, Cells.time(v.regimeSince()));
        add(cells, Cells.number(v.regimeProbability()));
        row(Feed.REGIMES, event, cells, out);
    }

    private static void forecast(Event event, Forecast f, Consumer<OutRecord> out) {
        StringBuilder lines = new StringBuilder(1024);
        for (int c = 0; c < f.quantiles().length; c++) {
            for (int h = 0; h < f.quantiles()[c].length; h++) {
                for (int q = 0; q < f.levels().length; q++) {
                    StringBuilder cells = new StringBuilder(96);
                    add(cells, Cells.time(f.origin()));
                    add(cells, Csv.cell(event.series()));
                    add(cells, Integer.toString(c));
                    add(cells, Integer.toString(h + 1));
                    add(cells, f.step() == 0 ? "" : Cells.time(f.origin() + (h + 1) * f.step()));
                    add(cells, Cells.number(f.levels()[q]));
                    add(cells, Cells.number(f.quantiles()[c][h][q]));
                    lines.append(lines.isEmpty() ? "" : "\n").append(cells);
                }
            }
        }
        row(Feed.FORECASTS, event, lines, out);
    }

    @Override
    public void late(Event event, long clock, Consumer<OutRecord> out) {
        row(Feed.SCORES, event, new StringBuilder("LATE"), out);
    }

    @Override
    public void duplicate(Event event, Consumer<OutRecord> out) {
        row(Feed.SCORES, event, new StringBuilder("DUPLICATE"), out);
    }

    @Override
    public void silent(String series, Verdict verdict, String model, Consumer<OutRecord> out) {
        // a row per row in: there is none for what happens without one
    }

    @Override
    public void ended(String series, Ending ending, String model, Consumer<OutRecord> out) {
        // a row per row in: there is none for what happens without one
    }

    @Override
    public void refused(Event event, String errorClass, String message, Consumer<OutRecord> out) {
        row(Feed.SCORES, event, new StringBuilder("REFUSED"), out);
    }

    @Override
    public void invalid(RawRecord record, InvalidRecord why, Consumer<OutRecord> out) {
        String status = "INVALID_" + why.cause().name().toUpperCase(Locale.ROOT);
        byte[] key = new RowKey(record.partition(), record.offset(), SeriesId.ofRow(record, keyFields)).bytes();
        out.accept(new OutRecord(Feed.SCORES, key, status.getBytes(StandardCharsets.UTF_8)));
    }

    private static void add(StringBuilder cells, String cell) {
        if (!cells.isEmpty()) {
            cells.append(',');
        }
        cells.append(cell);
    }

    private static void row(Feed feed, Event event, StringBuilder cells, Consumer<OutRecord> out) {
        byte[] key = new RowKey(event.partition(), event.offset(), event.series()).bytes();
        out.accept(new OutRecord(feed, key, cells.toString().getBytes(StandardCharsets.UTF_8)));
    }
}
