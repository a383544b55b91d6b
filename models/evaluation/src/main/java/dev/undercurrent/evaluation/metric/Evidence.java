package dev.undercurrent.evaluation.metric;

/**
 * Evidence of a model over a stretch of events: by the chain rule the log density of the whole, per event. In nats; in the
 * unit of the series, so that only differences between models of the same events have a meaning.
 *
 * @param events that were scored
 * @param impossible of these, events of infinite surprisal
 * @param perEvent −mean surprisal, nats; −∞ where an event was impossible, NaN where none was scored
 */
public record Evidence(long events, long impossible, double perEvent) {

    /** @param surprisals nats; NaN = not scored, left out */
    public static Evidence of(double[] surprisals) {
        long events = 0;
        long impossible = 0;
        double sum = 0;
        for (double s : surprisals) {
            if (!Double.isNaN(s)) {
                events++;
                impossible += s == Double.POSITIVE_INFINITY ? 1 : 0;
                sum += s;
            }
        }
        return new Evidence(events, impossible, -sum / events);
    }
}
