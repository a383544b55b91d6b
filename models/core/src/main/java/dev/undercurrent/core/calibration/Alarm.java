package dev.undercurrent.core.calibration;

import dev.undercurrent.core.Incident;
import dev.undercurrent.core.math.Elementary;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;

/**
 * Turns rarity into incidents: opens one above the threshold, holds it while the key stays unusual, closes it, then rests.
 *
 * <p>Threshold: with n events per period, c* = log10(n / budget) powers of ten would be crossed about {@code budget} times
 * per period by independent, calibrated events. After an incident a bar of half its peak decays over some
 * refractory lengths, so that echoes of a large event do not open incidents of their own.
 */
public final class Alarm {

    private static final double LOG10_E = 0.4342944819032518;
    /** Share of the threshold that holds an incident open. */
    private static final double HELD = 0.75;

    /** Share of the events so far that an incident and its echoes may take, and the most events. */
    private static final double REST_SHARE = 0.01;

    private static final int LONGEST_REST = 1000;
    private static final double LOWEST = 2;
    private static final double HIGHEST = 0.98 * Rarity.MAX;
    /** Time constant of the bar, in refractory lengths. */
    private static final double BAR_SPAN = 2.5;

    private static final double INTERVAL_MEMORY = 1000;

    private final AlarmSettings settings;
    private final double barDecay;

    public Alarm(AlarmSettings settings) {
        this.settings = settings;
        this.barDecay = Elementary.exp(-1 / (BAR_SPAN * Math.max(1, settings.refractory())));
    }

    /** What the alarm carries for one key. */
    public static final class State {
        long events;
        double interval;
        long number;
        boolean open;
        int rest;
        int calm;
        int frozen;
        long rise = Long.MIN_VALUE;
        long onset;
        long opened;
        double peak;
        long peakTime;
        float bar;

        /** Events taken in. */
        public long events() {
            return events;
        }

        /** True while an incident is open. */
        public boolean open() {
            return open;
        }

        /** Number of the open incident, or of the last one; 0 before the first. */
        public long number() {
            return number;
        }

        /** Mean spacing of events, microseconds; 0 while unknown. */
        public double interval() {
            return interval;
        }
    }

    /** The rarity c* that opens an incident, in powers of ten, without the bar of an earlier one. */
    public double threshold(State s) {
        if (!(s.interval > 0)) {
            return HIGHEST;
        }
        double rows = (double) settings.period() / s.interval / settings.budget();
        return Math.min(HIGHEST, Math.max(LOWEST, rows > 1 ? Elementary.log(rows) * LOG10_E : 0));
    }

    /** True where rarity reaches a share of the threshold; for most events that is decided without computing it. */
    private boolean exceeds(State s, double rarity, double share) {
        return rarity >= share * LOWEST && rarity >= share * threshold(s);
    }

    /** True while the key has seen too few events for alarms. */
    public boolean warming(State s) {
        return s.events < settings.warmUp();
    }

    /** True where the coming event must not be learnt from, given its rarity. */
    public boolean frozen(State s, double rarity) {
        boolean unusual = s.open || exceeds(s, rarity, 1);
        return unusual && !warming(s) && s.frozen < settings.freeze();
    }

    /** True where the event before the coming one was not unusual. */
    public boolean calm(State s) {
        return s.frozen == 0;
    }

    /** What was learnt stays; no incident is open, nor was there ever one. */
    public static void settle(State s) {
        s.open = false;
        s.number = 0;
        s.calm = 0;
        s.frozen = 0;
        s.rise = Long.MIN_VALUE;
    }

    /**
     * Takes in one event.
     *
     * @param time of the event, microseconds UTC
     * @param spacing since the event before, microseconds; 0 for the first one
     * @param rarity c in [0, {@link Rarity#MAX}]
     * @param score anomaly score in [0, 1]
     * @return what happened to the incident, or null
     */
    public Incident update(State s, long time, long spacing, double rarity, double score) {
        boolean warm = !warming(s);
        s.events++;
        if (s.events > 1) {
            s.interval += (spacing - s.interval) / Math.min((double) (s.events - 1), INTERVAL_MEMORY);
        }
        boolean unusual = exceeds(s, rarity, HELD);
        if (!unusual) {
            s.rise = Long.MIN_VALUE;
        } else if (s.rise == Long.MIN_VALUE) {
            s.rise = time;
        }
        s.frozen = unusual || s.open ? Math.min(s.frozen + 1, Integer.MAX_VALUE - 1) : 0;
        if (s.rest > 0) {
            s.rest--;
        }
        if (s.open) {
            return hold(s, time, unusual, score);
        }
        s.bar *= (float) barDecay;
        if (s.rest > 0) {
            return null;
        }
        if (warm && rarity >= s.bar && exceeds(s, rarity, 1)) {
            s.open = true;
            s.number++;
            s.rest = settings.refractory() + (int) Math.min(REST_SHARE * s.events, LONGEST_REST);
            s.onset = s.rise;
            s.opened = time;
            s.peak = score;
            s.peakTime = time;
            s.calm = 0;
            return incident(s, Incident.Phase.OPEN);
        }
        return null;
    }

    private Incident hold(State s, long time, boolean unusual, double score) {
        s.calm = unusual ? 0 : s.calm + 1;
        if (s.calm >= settings.hold()) {
            s.open = false;
            s.bar = (float) (0.5 * s.peak * Rarity.MAX);
            return incident(s, Incident.Phase.CLOSE);
        }
        if (score > s.peak) {
            s.peak = score;
            s.peakTime = time;
            return incident(s, Incident.Phase.UPDATE);
        }
        return null;
    }

    /** Ends the open incident, if there is one, without an event; null if there is none. */
    public Incident end(State s) {
        if (!s.open) {
            return null;
        }
        s.open = false;
        return incident(s, Incident.Phase.CLOSE);
    }

    private static Incident incident(State s, Incident.Phase phase) {
        return new Incident(s.number, phase, s.onset, s.opened, s.peak, s.peakTime);
    }

    /** Bytes, big-endian: the fields in the order of their declaration, {@code open} as one byte. */
    public static void write(State s, ByteSink out) {
        out.writeLong(s.events);
        out.writeDouble(s.interval);
        out.writeLong(s.number);
        out.writeByte(s.open ? 1 : 0);
        out.writeInt(s.rest);
        out.writeInt(s.calm);
        out.writeInt(s.frozen);
        out.writeLong(s.rise);
        out.writeLong(s.onset);
        out.writeLong(s.opened);
        out.writeDouble(s.peak);
        out.writeLong(s.peakTime);
        out.writeFloat(s.bar);
    }

    /** Reads what {@link #write} wrote. */
    public static State read(ByteSource in) {
        State s = new State();
        s.events = in.readLong();
        s.interval = in.readDouble();
        s.number = in.readLong();
        s.open = in.readByte() != 0;
        s.rest = in.readInt();
        s.calm = in.readInt();
        s.frozen = in.readInt();
        s.rise = in.readLong();
        s.onset = in.readLong();
        s.opened = in.readLong();
        s.peak = in.readDouble();
        s.peakTime = in.readLong();
        s.bar = in.readFloat();
        return s;
    }

    /** An independent copy. */
    public static State copy(State from) {
        State s = new State();
        s.events = from.events;
        s.interval = from.interval;
        s.number = from.number;
        s.open = from.open;
        s.rest = from.rest;
        s.calm = from.calm;
        s.frozen = from.frozen;
        s.rise = from.rise;
        s.onset = from.onset;
        s.opened = from.opened;
        s.peak = from.peak;
        s.peakTime = from.peakTime;
        s.bar = from.bar;
        return s;
    }
}
