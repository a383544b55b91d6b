package dev.undercurrent.jobs.scoring.format;

import dev.undercurrent.core.Forecast;
import dev.undercurrent.core.Incident;
import dev.undercurrent.core.MemberView;
import dev.undercurrent.core.Verdict;
import dev.undercurrent.core.scoring.Ending;
import java.nio.charset.StandardCharsets;

/** The output records field by field, each in the order of its schema. */
final class Records {

    /** Symbols start with UNKNOWN, for readers of earlier versions; so a code is one less than its index. */
    private static final int FIRST_SYMBOL = 1;

    private Records() {}

    private static void head(RecordWriter w, byte[] series, Verdict v) {
        head(w, series, v.time(), v.sequence(), v.epoch());
    }

    private static void head(RecordWriter w, byte[] series, long time, long sequence, long epoch) {
        w.text("series", series);
        w.number("time", time);
        w.number("sequence", sequence);
        w.number("epoch", epoch);
    }

    static void score(RecordWriter w, byte[] series, double[] values, Verdict v, byte[] model) {
        head(w, series, v);
        w.values("values", values);
        w.symbol("status", FIRST_SYMBOL + v.status().code(), v.status().name());
        w.number("surprisal", v.surprisal());
        w.number("p_value", v.pValue());
        w.number("anomaly_score", v.anomalyScore());
        w.flag("alarm", v.alarm());
        w.number("regime", (long) v.regime());
        w.number("regime_probability", v.regimeProbability());
        w.number("change_probability", v.changeProbability());
        w.number("regime_since", v.regimeSince());
        w.numbers("expected", v.expected());
        w.numbers("lower", v.lower());
        w.numbers("upper", v.upper());
        contributions(w, v);
        members(w, v);
        if (v.incident() == null) {
            w.absent("incident");
        } else {
            w.present();
            w.number("incident", v.incident().number());
        }
        w.text("model", model);
    }

    private static void members(RecordWriter w, Verdict v) {
        if (v.members() == null) {
            w.absent("members");
            return;
        }
        w.present();
        w.records("members", v.members().size(), i -> {
            MemberView member = v.members().get(i);
            w.text("name", member.name().getBytes(StandardCharsets.UTF_8));
            w.number("weight", member.weight());
            w.number("surprisal", member.surprisal());
            w.number("tail", member.tail());
        });
    }

    static void regime(RecordWriter w, byte[] series, Verdict v, byte[] model) {
        head(w, series, v);
        w.number("regime", (long) v.regime());
        if (v.regimeChanged()) {
            w.present();
            w.number("previous", (long) v.previousRegime());
        } else {
            w.absent("previous");
        }
        w.number("probability", v.regimeProbability());
        w.number("onset", v.regimeSince());
        if (v.regimeChanged()) {
            w.present();
            w.number("dwell", v.previousDwell());
        } else {
            w.absent("dwell");
        }
        w.text("model", model);
    }

    static void forecast(RecordWriter w, byte[] series, Verdict v, byte[] model) {
        Forecast f = v.forecast();
        head(w, series, v);
        w.number("step", f.step());
        w.number("horizon", (long) (f.quantiles().length == 0 ? 0 : f.quantiles()[0].length));
        w.number("channels", (long) f.quantiles().length);
        w.numbers("levels", f.levels());
        w.numbers("quantiles", f.quantiles());
        w.text("model", model);
    }

    static void incident(RecordWriter w, byte[] series, Verdict v, byte[] model) {
        head(w, series, v);
        step(w, v.incident());
        w.number("anomaly_score", v.anomalyScore());
        w.number("regime", (long) v.regime());
        contributions(w, v);
        w.text("model", model);
    }

    /** The last event had a score of its own, in the record of that event. */
    static void ended(RecordWriter w, byte[] series, Ending e, byte[] model) {
        head(w, series, e.time(), e.sequence(), e.epoch());
        step(w, e.incident());
        w.number("anomaly_score", 0.0);
        w.number("regime", (long) e.regime());
        w.absent("contributions");
        w.text("model", model);
    }

    private static void step(RecordWriter w, Incident i) {
        w.number("number", i.number());
        w.symbol("phase", FIRST_SYMBOL + i.phase().code(), i.phase().name());
        w.number("onset", i.onset());
        w.number("opened", i.opened());
        w.number("peak_score", i.peakScore());
        w.number("peak_time", i.peakTime());
    }

    static void late(RecordWriter w, byte[] series, Event e, String topic, long clock) {
        unscored(w, series, e, "LATE", 1);
        w.present();
        w.number("clock", clock);
        origin(w, e, topic);
    }

    static void refused(RecordWriter w, byte[] series, Event e, String topic) {
        unscored(w, series, e, "REFUSED", 2);
        w.absent("clock");
        origin(w, e, topic);
    }

    private static void unscored(RecordWriter w, byte[] series, Event e, String reason, int index) {
        w.text("series", series);
        w.number("time", e.time());
        w.values("values", e.values());
        w.symbol("reason", index, reason);
    }

    private static void origin(RecordWriter w, Event e, String topic) {
        w.text("source_topic", topic.getBytes(StandardCharsets.UTF_8));
        w.number("source_partition", (long) e.partition());
        w.number("source_offset", e.offset());
    }

    private static void contributions(RecordWriter w, Verdict v) {
        if (v.contributions() == null) {
            w.absent("contributions");
        } else {
            w.present();
            w.numbers("contributions", v.contributions());
        }
    }
}
