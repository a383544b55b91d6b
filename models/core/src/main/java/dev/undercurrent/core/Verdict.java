package dev.undercurrent.core;

import java.util.List;

/**
 * What Undercurrent says about one event. Final when emitted; identified by (series, {@code time}, {@code sequence}).
 *
 * @param time event time, microseconds UTC
 * @param sequence number of this event within its key and epoch, from 0
 * @param epoch which life of the key this is: the time of its first event, microseconds UTC; regime ids, incident numbers
 *     and sequence numbers count within it
 * @param status how far the numbers may be trusted
 * @param surprisal −log p(x_t | x_&lt;t) in nats, in the unit of the series; 0 where all values are missing
 * @param pValue in (0, 1]: probability, under the key's own past, of an event at least as surprising; 1 where missing
 * @param anomalyScore in [0, 1]: min(1, c / 12) for a rarity c in powers of ten
 * @param alarm true while an incident is open
 * @param regime id of the regime, per key, never reused
 * @param regimeProbability P(regime | x_1..x_t)
 * @param changeProbability P(s_t ≠ s_{t−1} | x_1..x_t)
 * @param regimeSince estimated onset of this regime, microseconds UTC
 * @param previousRegime the regime before, where it changed with this event, else {@link #NO_REGIME}
 * @param previousDwell how long that regime lasted, from its onset to this one's, microseconds; 0 where none ended
 * @param expected [channels] mean of the predictive law before x was seen
 * @param lower [channels] lower edge of the band
 * @param upper [channels] upper edge of the band
 * @param contributions [channels] share of each channel in the surprisal, in nats; null for one channel
 * @param members what each of several models said; null where there is one only
 * @param incident what happened to the key's incident with this event, or null
 * @param forecast the forecast made after this event, or null
 */
public record Verdict(
        long time,
        long sequence,
        long epoch,
        Status status,
        double surprisal,
        double pValue,
        double anomalyScore,
        boolean alarm,
        int regime,
        double regimeProbability,
        double changeProbability,
        long regimeSince,
        int previousRegime,
        long previousDwell,
        double[] expected,
        double[] lower,
        double[] upper,
        double[] contributions,
        List<MemberView> members,
        Incident incident,
        Forecast forecast) {

    /** The regime of an event before which no regime is known. */
    public static final int NO_REGIME = -1;

    /** True where the key's regime changed with this event. */
    public boolean regimeChanged() {
        return previousRegime != NO_REGIME;
    }

    /** How far a verdict may be trusted. Codes are persisted and never reused. */
    public enum Status {
        /** Scored. */
        OK(0),
        /** Scored, but the key has seen too few events for alarms. */
        WARMING(1),
        /** Every value is missing: belief advanced, nothing scored. */
        MISSING(2),
        /** Scored; learning is withheld because an incident is open. */
        FROZEN(3),
        /** No event: the key has not been heard of for longer than it may be silent. */
        NO_DATA(4);

        private final int code;

        Status(int code) {
            this.code = code;
        }

        /** Persisted code. */
        public int code() {
            return code;
        }
    }
}
