package dev.undercurrent.jobs.scoring.logs;

import dev.undercurrent.core.tokens.LineScorer;
import dev.undercurrent.jobs.scoring.format.MinedLine;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * All that is carried for one key. As it is read from a savepoint it is bytes alone, until somebody who knows the model
 * asks for more.
 */
public final class LineState {

    static final Comparator<MinedLine> ORDER = Comparator.comparingLong(MinedLine::time)
            .thenComparingInt(MinedLine::partition)
            .thenComparingLong(MinedLine::offset)
            .thenComparingInt(MinedLine::place);

    /** As it was written; null once it is in use. */
    byte[] frozen;

    final String key;
    /** The open sequence, or null where none is. */
    LineScorer.State scored;
    /** Largest time of a line that was scored or waits, microseconds UTC. */
    long clock = Long.MIN_VALUE;
    /** Largest time of a line that was scored in the open sequence, microseconds UTC. */
    long last = Long.MIN_VALUE;
    /** Stream time when the key was last heard of, microseconds UTC. */
    long touched = Long.MIN_VALUE;
    /** What was said of the line that surprised most. */
    String peak = "";

    double peakSurprisal = Double.NEGATIVE_INFINITY;
    final PriorityQueue<MinedLine> waiting = new PriorityQueue<>(4, ORDER);

    LineState(String key) {
        this.key = key;
    }

    LineState(byte[] frozen) {
        this("");
        this.frozen = frozen;
    }

    /** True where nothing is left that the next line of the key would need. */
    boolean over() {
        return scored == null && waiting.isEmpty();
    }
}
