package dev.undercurrent.jobs.scoring.logs;

import dev.undercurrent.core.tokens.TemplateMiner;
import dev.undercurrent.jobs.scoring.format.Line;
import java.util.TreeMap;

/** All that is carried for one source: its templates, and where each of its partitions stands. */
public final class SourceState {

    /** Where a partition stands. */
    static final class Progress {
        /** Time of its last line, or {@link Line#NO_TIME}. */
        long time = Line.NO_TIME;
        /** The line whose continuation may still come, or null. */
        Line held;
    }

    final TemplateMiner.State templates;
    final TreeMap<Integer, Progress> partitions = new TreeMap<>();

    SourceState(TemplateMiner.State templates) {
        this.templates = templates;
    }
}
