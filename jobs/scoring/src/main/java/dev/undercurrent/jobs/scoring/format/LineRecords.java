package dev.undercurrent.jobs.scoring.format;

import dev.undercurrent.core.Verdict;
import dev.undercurrent.core.tokens.Expected;
import dev.undercurrent.core.tokens.LineVerdict;
import dev.undercurrent.core.tokens.SequenceVerdict;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** The output records of logs field by field, each in the order of its schema. */
final class LineRecords {

    /** Symbols start with UNKNOWN, for readers of earlier versions; so a code is one less than its index. */
    private static final int FIRST_SYMBOL = 1;

    private LineRecords() {}

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static void line(RecordWriter w, byte[] key, MinedLine line, LineVerdict v, int keepChars, byte[] model) {
        w.text("series", key);
        w.number("time", line.time());
        w.number("sequence", v.sequence());
        w.number("epoch", v.epoch());
        w.text("source", utf8(line.source()));
        w.number("template", v.template());
        w.text("text", utf8(v.text()));
        if (keepChars == 0) {
            w.absent("line");
        } else {
            w.present();
            w.text("line", utf8(kept(line.content(), keepChars)));
        }
        w.number("lines", (long) line.lines());
        w.symbol("status", FIRST_SYMBOL + v.status().code(), v.status().name());
        w.flag("fresh", v.fresh());
        w.number("surprisal", v.surprisal());
        w.number("probability", v.probability());
        w.number("rank", (long) v.rank());
        w.number("p_value", v.pValue());
        w.number("anomaly_score", v.anomalyScore());
        w.flag("alarm", v.alarm());
        expected(w, v.expected());
        w.text("explanation", utf8(Explanation.of(v)));
        if (v.regime() == Verdict.NO_REGIME) {
            w.absent("regime");
        } else {
            w.present();
            w.number("regime", (long) v.regime());
        }
        w.number("regime_probability", v.regimeProbability());
        if (v.incident() == null) {
            w.absent("incident");
        } else {
            w.present();
            w.number("incident", v.incident().number());
        }
        w.number("source_partition", (long) line.partition());
        w.number("source_offset", line.offset());
        w.text("model", model);
    }

    private static String kept(String text, int chars) {
        return text.length() <= chars ? text : text.substring(0, chars) + "…";
    }

    private static void expected(RecordWriter w, List<Expected> expected) {
        w.records("expected", expected.size(), i -> {
            Expected each = expected.get(i);
            w.number("template", each.template());
            w.number("probability", each.probability());
            w.text("text", utf8(each.text()));
        });
    }

    static void sequence(
            RecordWriter w, byte[] key, LineEncoder.End why, SequenceVerdict v, String explanation, byte[] model) {
        w.text("series", key);
        w.number("epoch", v.epoch());
        w.number("time", v.last());
        w.symbol("end", why.code(), why.name());
        w.number("lines", v.lines());
        w.number("fresh", v.fresh());
        w.number("surprisal", v.surprisal());
        w.number("mean_surprisal", v.meanSurprisal());
        w.number("max_surprisal", v.maxSurprisal());
        w.number("end_surprisal", v.endSurprisal());
        w.number("score", v.score());
        w.number("p_value", v.pValue());
        w.number("anomaly_score", v.anomalyScore());
        w.flag("anomalous", v.anomalous());
        expected(w, v.expected());
        w.text("explanation", utf8(explanation));
        w.text("model", model);
    }

    static void regime(RecordWriter w, byte[] key, MinedLine line, LineVerdict v, byte[] model) {
        w.text("series", key);
        w.number("time", line.time());
        w.number("sequence", v.sequence());
        w.number("epoch", v.epoch());
        w.number("regime", (long) v.regime());
        if (v.previousRegime() == Verdict.NO_REGIME) {
            w.absent("previous");
        } else {
            w.present();
            w.number("previous", (long) v.previousRegime());
        }
        w.number("probability", v.regimeProbability());
        w.number("onset", v.regimeSince());
        if (v.previousRegime() == Verdict.NO_REGIME) {
            w.absent("dwell");
        } else {
            w.present();
            w.number("dwell", v.previousDwell());
        }
        w.text("model", model);
    }

    static void incident(RecordWriter w, byte[] key, MinedLine line, LineVerdict v, byte[] model) {
        w.text("series", key);
        w.number("time", line.time());
        w.number("sequence", v.sequence());
        w.number("epoch", v.epoch());
        w.number("number", v.incident().number());
        w.symbol(
                "phase",
                FIRST_SYMBOL + v.incident().phase().code(),
                v.incident().phase().name());
        w.number("onset", v.incident().onset());
        w.number("opened", v.incident().opened());
        w.number("peak_score", v.incident().peakScore());
        w.number("peak_time", v.incident().peakTime());
        w.number("anomaly_score", v.anomalyScore());
        w.number("regime", (long) v.regime());
        w.absent("contributions");
        w.text("model", model);
    }
}
