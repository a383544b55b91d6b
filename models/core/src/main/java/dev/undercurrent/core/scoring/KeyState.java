package dev.undercurrent.core.scoring;

import dev.undercurrent.core.attention.RecentRows;
import dev.undercurrent.core.attention.WindowNovelty;
import dev.undercurrent.core.calibration.Alarm;
import dev.undercurrent.core.mixing.Ensemble;
import dev.undercurrent.core.seasonal.Seasons;

/**
 * All that is carried for one key between two of its events; one object, read and written once per event.
 */
public final class KeyState {

    /** Time that no event has. */
    static final long NEVER = Long.MIN_VALUE;

    /** What the layout of this state descends from. */
    final String lineage;

    /** Number of channels of this key's readings. */
    final int channels;

    /** Seed of everything that is drawn for this key, from its name. */
    final long seed;

    /** How often this key was started again while it was known. */
    int restarts;

    /** Time of the first event of this life of the key; {@link #NEVER} before it. */
    long epoch = NEVER;

    /** Events scored in this epoch. */
    long sequence;

    /** Time of the last event scored, microseconds UTC. */
    long last = NEVER;

    /** Largest time that arrived: the key's own clock. */
    long clock = NEVER;

    /** Whatever tells the caller when this key was last heard of; kept for it, of no influence here. */
    long touched = NEVER;

    /** Values of the last event scored, to tell duplicates; null unless asked for. */
    double[] lastValues;

    Ensemble.State model;
    RegimeTrack regimes = new RegimeTrack();
    Alarm.State alarm = new Alarm.State();
    float[] calibrator;
    float[] rarity;
    double[] runs;

    /** Null where there is no memory of windows. */
    WindowNovelty.State novelty;

    float band;

    /** Seasons that this key found by itself. */
    Seasons seasons = Seasons.NONE;

    /** Readings of the first events while the key waits to look for seasons, one event after the other; else null. */
    double[] young;

    /** Number of these events; −1 where the key does not wait. */
    int remembered = -1;

    /** Arrivals that wait for earlier ones; null while there are none. */
    ReorderBuffer waiting;

    /** Rows that this key's model is to hear before its next event; null where there are none. */
    RecentRows before;

    KeyState(String lineage, int channels, long seed) {
        this.lineage = lineage;
        this.channels = channels;
        this.seed = seed;
    }

    /** Number of channels of this key's readings. */
    public int channels() {
        return channels;
    }

    /** Largest event time that arrived, microseconds UTC. */
    public long clock() {
        return clock;
    }

    /** What {@link #touch} was told last. */
    public long touched() {
        return touched;
    }

    /** Notes when this key was heard of, by a clock of the caller's; no verdict depends on it. */
    public void touch(long now) {
        touched = now;
    }

    /** Events scored in this epoch. */
    public long sequence() {
        return sequence;
    }

    /** How often this key was started again while it was known: after a long gap, or under another model. */
    public int restarts() {
        return restarts;
    }

    /** Time of the first event of this life of the key, microseconds UTC; {@link Long#MIN_VALUE} before it. */
    public long epoch() {
        return epoch;
    }

    /** Number of arrivals that wait for earlier ones. */
    public int waiting() {
        return waiting == null ? 0 : waiting.size();
    }
}
