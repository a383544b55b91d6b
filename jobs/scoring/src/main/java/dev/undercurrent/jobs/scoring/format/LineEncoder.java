package dev.undercurrent.jobs.scoring.format;

import dev.undercurrent.core.scoring.Ending;
import dev.undercurrent.core.tokens.LineVerdict;
import dev.undercurrent.core.tokens.SequenceVerdict;
import java.io.Serializable;
import java.util.function.Consumer;

/** Turns what became of each line and sequence into output records. One per task after {@link #open}, not thread-safe. */
public interface LineEncoder extends Serializable {

    /** What ended a sequence; codes are those of the contract's symbols. */
    enum End {
        /** A line that ends sequences. */
        MARKER(1),
        /** No line for too long. */
        SILENCE(2),
        /** The end of a bounded input. */
        INPUT_END(3);

        private final int code;

        End(int code) {
            this.code = code;
        }

        /** Index of the symbol in its schema. */
        public int code() {
            return code;
        }
    }

    /** Prepares for work, on the task that works; may ask a schema registry. */
    void open();

    /** @param model that scored the line */
    void scored(MinedLine line, LineVerdict verdict, String model, Consumer<OutRecord> out);

    /** The incident of a key ends because its sequence is over; {@link #ended} follows. */
    void closed(String key, Ending ending, String model, Consumer<OutRecord> out);

    /**
     * The sequence of a key is over.
     *
     * @param explanation in words
     */
    void ended(String key, End why, SequenceVerdict verdict, String explanation, String model, Consumer<OutRecord> out);

    /**
     * A decoded line that cannot be used.
     *
     * @param stage where on its way it stopped
     * @param errorClass short class of the reason, for instance {@code too-many-series}
     * @param message what was found and what is allowed
     */
    void refused(Refused line, String stage, String errorClass, String message, Consumer<OutRecord> out);

    /** A record that did not become a line. */
    void invalid(RawRecord record, InvalidRecord why, Consumer<OutRecord> out);

    /**
     * What is left of a line that is refused after decoding.
     *
     * @param key whom it was for, or what wrote it
     * @param text of it
     * @param partition of its record
     * @param offset of its record
     */
    record Refused(String key, String text, int partition, long offset) {}
}
