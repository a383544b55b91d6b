package dev.undercurrent.jobs.scoring.sink;

import dev.undercurrent.core.Verdict;
import dev.undercurrent.core.scoring.Ending;
import dev.undercurrent.core.tokens.Expected;
import dev.undercurrent.core.tokens.LineVerdict;
import dev.undercurrent.core.tokens.SequenceVerdict;
import dev.undercurrent.jobs.scoring.format.Csv;
import dev.undercurrent.jobs.scoring.format.Explanation;
import dev.undercurrent.jobs.scoring.format.Feed;
import dev.undercurrent.jobs.scoring.format.InvalidRecord;
import dev.undercurrent.jobs.scoring.format.LineEncoder;
import dev.undercurrent.jobs.scoring.format.MinedLine;
import dev.undercurrent.jobs.scoring.format.OutRecord;
import dev.undercurrent.jobs.scoring.format.RawRecord;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.Consumer;

/** Encodes verdicts on lines as rows, keyed by the file and line they are of; {@link LineRowFiles} writes them. */
public final class LineRowEncoder implements LineEncoder {

    private static final long serialVersionUID = 1L;

    static final String LINES =
            "line,timestamp,key,source,template,text,anomaly_score,p_value,surprisal,probability,rank,"
                    + "fresh,alarm,regime,regime_probability,regime_since,incident,expected,explanation,status";
    static final String SEQUENCES = "key,score,anomaly_score,p_value,anomalous,surprisal,mean_surprisal,max_surprisal,"
            + "end_surprisal,lines,fresh,first,last,end,explanation";

    static final String REJECTED = "file,line,status";

    @Override
    public void open() {
        // nothing to prepare
    }

    @Override
    public void scored(MinedLine line, LineVerdict v, String model, Consumer<OutRecord> out) {
        StringBuilder cells = new StringBuilder(256).append(line.offset() + 1);
        add(cells, Cells.time(line.time()));
        add(cells, Csv.cell(line.key()));
        add(cells, Csv.cell(line.source()));
        add(cells, hex(v.template()));
        add(cells, Csv.cell(v.text()));
        add(cells, Cells.number(v.anomalyScore()));
        add(cells, Cells.number(v.pValue()));
        add(cells, Cells.number(v.surprisal()));
        add(cells, Cells.number(v.probability()));
        add(cells, Integer.toString(v.rank()));
        add(cells, Boolean.toString(v.fresh()));
        add(cells, Boolean.toString(v.alarm()));
        add(cells, v.regime() == Verdict.NO_REGIME ? "" : Integer.toString(v.regime()));
        add(cells, v.regime() == Verdict.NO_REGIME ? "" : Cells.number(v.regimeProbability()));
        add(cells, v.regime() == Verdict.NO_REGIME ? "" : Cells.time(v.regimeSince()));
        add(cells, v.incident() == null ? "" : Long.toString(v.incident().number()));
        StringBuilder expected = new StringBuilder();
        for (Expected each : v.expected()) {
            expected.append(expected.isEmpty() ? "" : " ");
            expected.append(hex(each.template())).append(':').append(Cells.number(each.probability()));
        }
        add(cells, expected.toString());
        add(cells, Csv.cell(Explanation.of(v)));
        add(cells, v.status().name());
        row(Feed.LINE_SCORES, line.partition(), line.offset(), cells.toString(), out);
    }

    /** An id as it stands in CSV: sixteen hexadecimal digits. */
    private static String hex(long template) {
        return HexFormat.of().toHexDigits(template);
    }

    @Override
    public void closed(String key, Ending ending, String model, Consumer<OutRecord> out) {
        // a row per line and one per sequence: there is none for what happens between them
    }

    @Override
    public void ended(
            String key, End why, SequenceVerdict v, String explanation, String model, Consumer<OutRecord> out) {
        StringBuilder cells = new StringBuilder(Csv.cell(key));
        add(cells, Cells.number(v.score()));
        add(cells, Cells.number(v.anomalyScore()));
        add(cells, Cells.number(v.pValue()));
        add(cells, Boolean.toString(v.anomalous()));
        add(cells, Cells.number(v.surprisal()));
        add(cells, Cells.number(v.meanSurprisal()));
        add(cells, Cells.number(v.maxSurprisal()));
        add(cells, Cells.number(v.endSurprisal()));
        add(cells, Long.toString(v.lines()));
        add(cells, Long.toString(v.fresh()));
        add(cells, Cells.time(v.epoch()));
        add(cells, Cells.time(v.last()));
        add(cells, why.name());
        add(cells, Csv.cell(explanation));
        out.accept(new OutRecord(Feed.SEQUENCE_SCORES, null, cells.toString().getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void refused(Refused line, String stage, String errorClass, String message, Consumer<OutRecord> out) {
        String status = "REFUSED_" + errorClass.toUpperCase(Locale.ROOT).replace('-', '_');
        row(Feed.DEAD_LETTERS, line.partition(), line.offset(), status, out);
    }

    @Override
    public void invalid(RawRecord record, InvalidRecord why, Consumer<OutRecord> out) {
        String status = "INVALID_" + why.cause().name();
        row(Feed.DEAD_LETTERS, record.partition(), record.offset(), status, out);
    }

    private static void add(StringBuilder cells, String cell) {
        cells.append(',').append(cell);
    }

    private static void row(Feed feed, int file, long line, String cells, Consumer<OutRecord> out) {
        byte[] key = new RowKey(file, line, "").bytes();
        out.accept(new OutRecord(feed, key, cells.getBytes(StandardCharsets.UTF_8)));
    }
}
