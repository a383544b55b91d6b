package dev.undercurrent.core;

/**
 * A step in the life of an incident: a stretch of one key's events that belong to one alarm.
 *
 * @param number of this incident within its key, from 1, never reused
 * @param phase what happened with this event
 * @param onset estimated begin, microseconds UTC; not after the opening event
 * @param opened time of the event that opened it, microseconds UTC
 * @param peakScore largest anomaly score so far, in [0, 1]
 * @param peakTime time of that score, microseconds UTC
 */
public record Incident(long number, Phase phase, long onset, long opened, double peakScore, long peakTime) {

    /** Phases of an incident. Codes are persisted and never reused. */
    public enum Phase {
        /** The alarm began with this event. */
        OPEN(0),
        /** The alarm is on and its peak rose with this event. */
        UPDATE(1),
        /** The alarm ended with this event, or with the silence after it. */
        CLOSE(2);

        private final int code;

        Phase(int code) {
            this.code = code;
        }

        /** Persisted code. */
        public int code() {
            return code;
        }
    }
}
