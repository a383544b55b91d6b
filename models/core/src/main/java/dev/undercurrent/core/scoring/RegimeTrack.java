package dev.undercurrent.core.scoring;

import dev.undercurrent.core.Verdict;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import dev.undercurrent.core.switching.Belief;

/**
 * The regime that is published of a key: the filtered mode with hysteresis, and when it began.
 *
 * <p>A new regime is published once it has been the most probable one for {@link #CONFIRM} events in a row and its posterior
 * reaches {@link #ENTER}; its onset is the first event of that run. So a single odd event changes no label, and the label is
 * dated back to where it began. A regime that has not led for {@link #ABANDON} events in a row gives way to the one that
 * leads then: two others may take turns too fast for either to be confirmed.
 */
public final class RegimeTrack {

    /** Posterior that another regime must reach. */
    static final double ENTER = 0.8;

    /** Events in a row that it must lead. */
    static final int CONFIRM = 5;

    /** Events in a row in which others lead that the published regime survives. */
    static final int ABANDON = 25;

    int regime = Verdict.NO_REGIME;
    long since;

    /** How long the regime that ended last had lasted, microseconds. */
    long endedAfter;

    private int candidate = Verdict.NO_REGIME;
    private long candidateSince;
    private int run;

    /** Events in a row in which another regime led. */
    private int away;

    /** Id of the regime that is published, {@link Verdict#NO_REGIME} before the first event. */
    public int regime() {
        return regime;
    }

    /** Its onset, microseconds UTC. */
    public long since() {
        return since;
    }

    /** How long the regime that ended last had lasted, microseconds; told with the event that ended it only. */
    public long endedAfter() {
        return endedAfter;
    }

    /** Takes in the belief after an event; returns the regime before where it changed, else {@link Verdict#NO_REGIME}. */
    int update(Belief belief, long time) {
        int mode = belief.mode();
        return update(belief.regime(mode), belief.probability(mode), time);
    }

    /**
     * The same by what leads.
     *
     * @param leading id of the most probable regime after an event
     * @param probability its posterior, in [0, 1]
     * @param time of the event, microseconds UTC
     */
    public int update(int leading, double probability, long time) {
        if (leading != candidate) {
            candidate = leading;
            candidateSince = time;
            run = 0;
        }
        run = Math.min(run + 1, CONFIRM);
        if (leading == regime) {
            away = 0;
            return Verdict.NO_REGIME;
        }
        away++;
        boolean settled = (run >= CONFIRM && probability >= ENTER) || away >= ABANDON;
        if (regime != Verdict.NO_REGIME && !settled) {
            return Verdict.NO_REGIME;
        }
        int previous = regime;
        endedAfter = previous == Verdict.NO_REGIME ? 0 : candidateSince - since;
        regime = leading;
        since = candidateSince;
        away = 0;
        return previous;
    }

    /**
     * Takes in a regime that is settled already; returns as {@link #update}.
     *
     * @param settled id
     * @param onset when it began; not asked for of the first regime, which began with the first event
     */
    int follow(int settled, long onset, long time) {
        if (settled == regime) {
            return Verdict.NO_REGIME;
        }
        int previous = regime;
        long began = previous == Verdict.NO_REGIME ? time : onset;
        endedAfter = previous == Verdict.NO_REGIME ? 0 : began - since;
        regime = settled;
        since = began;
        return previous;
    }

    /** Bytes, big-endian: int regime, long since, int candidate, long candidate since, short away, short run. */
    public void write(ByteSink out) {
        out.writeInt(regime);
        out.writeLong(since);
        out.writeInt(candidate);
        out.writeLong(candidateSince);
        out.writeShort(away);
        out.writeShort(run);
    }

    /** As it was written. */
    public static RegimeTrack read(ByteSource in) {
        var t = new RegimeTrack();
        t.regime = in.readInt();
        t.since = in.readLong();
        t.candidate = in.readInt();
        t.candidateSince = in.readLong();
        t.away = in.readShort();
        t.run = in.readShort();
        return t;
    }

    RegimeTrack copy() {
        var t = new RegimeTrack();
        t.regime = regime;
        t.since = since;
        t.candidate = candidate;
        t.candidateSince = candidateSince;
        t.run = run;
        t.away = away;
        return t;
    }
}
