package dev.undercurrent.core.scoring;

import dev.undercurrent.core.Verdict;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import dev.undercurrent.core.switching.Belief;

/**
 * The regime that is published of a key: the filtered mode with hysteresis, and when it began.
 *
 * <p>A new regime is published when its posterior reaches {@link #ENTER}; its onset is the first event of the run in which
 * it was the most probable one.
 */
final class RegimeTrack {

    /** Posterior that another regime must reach. */
    static final double ENTER = 0.8;

    int regime = Verdict.NO_REGIME;
    long since;

    /** How long the regime that ended last had lasted, microseconds. */
    long endedAfter;

    private int candidate = Verdict.NO_REGIME;
    private long candidateSince;

    /** Takes in the belief after an event; returns the regime before where it changed, else {@link Verdict#NO_REGIME}. */
    int update(Belief belief, long time) {
        int mode = belief.mode();
        int leading = belief.regime(mode);
        if (leading != candidate) {
            candidate = leading;
            candidateSince = time;
        }
        if (leading == regime) {
            return Verdict.NO_REGIME;
        }
        if (regime != Verdict.NO_REGIME && belief.probability(mode) < ENTER) {
            return Verdict.NO_REGIME;
        }
        int previous = regime;
        endedAfter = previous == Verdict.NO_REGIME ? 0 : candidateSince - since;
        regime = leading;
        since = candidateSince;
        return previous;
    }

    /** Bytes, big-endian: int regime, long since, int candidate, long candidate since. */
    void write(ByteSink out) {
        out.writeInt(regime);
        out.writeLong(since);
        out.writeInt(candidate);
        out.writeLong(candidateSince);
    }

    static RegimeTrack read(ByteSource in) {
        var t = new RegimeTrack();
        t.regime = in.readInt();
        t.since = in.readLong();
        t.candidate = in.readInt();
        t.candidateSince = in.readLong();
        return t;
    }

    RegimeTrack copy() {
        var t = new RegimeTrack();
        t.regime = regime;
        t.since = since;
        t.candidate = candidate;
        t.candidateSince = candidateSince;
        return t;
    }
}
