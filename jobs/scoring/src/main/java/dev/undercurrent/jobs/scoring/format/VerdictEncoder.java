package dev.undercurrent.jobs.scoring.format;

import dev.undercurrent.core.Verdict;
import java.io.Serializable;
import java.util.function.Consumer;

/** Turns what became of each event into output records. One per task after {@link #open}, not thread-safe. */
public interface VerdictEncoder extends Serializable {

    /** Why a valid event got no verdict. Codes are persisted and never reused. */
    enum Unscored {
        /** It came after its place in the order of its series had passed. */
        LATE(1),
        /** Its series was not admitted, since there are too many. */
        REFUSED(2),
        /** It equals the event before it. */
        DUPLICATE(3);

        private final int code;

        Unscored(int code) {
            this.code = code;
        }

        /** Persisted code. */
        public int code() {
            return code;
        }
    }

    /** Prepares for work, on the task that works; may ask a schema registry. */
    void open();

    /** @param model that scored the event, {@code name@hash} */
    void scored(Event event, Verdict verdict, String model, Consumer<OutRecord> out);

    /** @param clock of the series: its largest time minus the lateness, microseconds UTC; unused unless late */
    void unscored(Event event, Unscored why, long clock, Consumer<OutRecord> out);

    /** A record that did not become an event. */
    void invalid(RawRecord record, InvalidRecord why, Consumer<OutRecord> out);
}
