package dev.undercurrent.evaluation.benchmark;

import dev.undercurrent.core.Incident;
import dev.undercurrent.core.calibration.Alarm;
import dev.undercurrent.core.calibration.AlarmSettings;
import dev.undercurrent.core.calibration.Calibrator;
import dev.undercurrent.core.calibration.Rarity;

/**
 * What a detector said about one series; all arrays have one entry per row.
 *
 * @param score of each row, in [0, 1]
 * @param incident score of rows on which an incident opened, else 0
 * @param alarm whether an incident was open
 */
public record Track(double[] score, double[] incident, boolean[] alarm) {

    /** First rows, which say more about an unsettled detector than about the series. */
    private static final int SETTLING = 32;

    /** What the job said. */
    public static Track of(Scored scored) {
        return new Track(scored.score(), scored.incident(), scored.alarm());
    }

    /**
     * Runs a detector over a series. Its tail probabilities go through the product's own calibration, rarity and alarm, so
     * that scores of detectors can be compared with and without them.
     *
     * @param micros [rows] time of each row
     */
    public static Track of(Detector detector, double[][] values, long[] micros, AlarmSettings settings) {
        int n = values.length;
        Track track = new Track(new double[n], new double[n], new boolean[n]);
        Alarm alarm = new Alarm(settings);
        Alarm.State state = new Alarm.State();
        var calibrator = Calibrator.start();
        Rarity rarities = new Rarity(1, 0, 0);
        float[] past = rarities.start();
        double[] surprisal = new double[1];
        long clock = n == 0 ? 0 : micros[0];
        for (int i = 0; i < n; i++) {
            double tail = detector.tail(values[i]);
            track.score[i] = detector.score(tail);
            double p = i == 0 ? 1 : Calibrator.pValue(calibrator, tail);
            surprisal[0] = -Math.log(tail);
            double rarity = rarities.update(past, p, surprisal, null);
            boolean learns = !alarm.frozen(state, rarity) || alarm.calm(state);
            long now = Math.max(clock, micros[i]);
            Incident incident = alarm.update(state, now, now - clock, rarity, rarity / Rarity.MAX);
            clock = now;
            if (incident != null && incident.phase() == Incident.Phase.OPEN) {
                track.incident[i] = rarity / Rarity.MAX;
            }
            track.alarm[i] = state.open();
            if (learns && i >= SETTLING) {
                Calibrator.learn(calibrator, tail);
            }
        }
        return track;
    }
}
