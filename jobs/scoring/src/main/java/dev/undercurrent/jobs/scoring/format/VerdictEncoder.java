package dev.undercurrent.jobs.scoring.format;

import dev.undercurrent.core.Verdict;
import dev.undercurrent.core.scoring.Ending;
import java.io.Serializable;
import java.util.function.Consumer;

/** Turns what became of each event into output records. One per task after {@link #open}, not thread-safe. */
public interface VerdictEncoder extends Serializable {

    /** Prepares for work, on the task that works; may ask a schema registry. */
    void open();

    /** @param model that scored the event, {@code name@hash} */
    void scored(Event event, Verdict verdict, String model, Consumer<OutRecord> out);

    /**
     * The event came after its place in the order of its series had passed.
     *
     * @param clock of the series: its largest time minus the lateness, microseconds UTC
     */
    void late(Event event, long clock, Consumer<OutRecord> out);

    /** The event equals the one before it and was dropped, as the configuration asks. */
    void duplicate(Event event, Consumer<OutRecord> out);

    /**
     * A series has been silent for too long.
     *
     * @param verdict of status NO_DATA
     */
    void silent(String series, Verdict verdict, String model, Consumer<OutRecord> out);

    /** An incident of a series ended because the series fell silent. */
    void ended(String series, Ending ending, String model, Consumer<OutRecord> out);

    /**
     * The event cannot be scored.
     *
     * @param errorClass short class of the reason, for instance {@code too-many-series}
     * @param message what was found and what is allowed
     */
    void refused(Event event, String errorClass, String message, Consumer<OutRecord> out);

    /** A record that did not become an event. */
    void invalid(RawRecord record, InvalidRecord why, Consumer<OutRecord> out);
}
