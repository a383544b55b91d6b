package dev.undercurrent.core.calibration;

/**
 * When a key alarms. The user states a budget; the threshold follows from it and from the rate of the key's events.
 *
 * @param budget tolerable incidents per key and period, > 0
 * @param period length of the period, microseconds, > 0
 * @param warmUp events before the first alarm may come, ≥ 0
 * @param refractory events after the opening of an incident before the next may open, ≥ 0; a hundredth of the events so
 *     far comes on top
 * @param hold events below half the threshold that end an incident, ≥ 1
 * @param freeze events in a row for which learning is withheld while the key alarms, ≥ 0
 */
public record AlarmSettings(double budget, long period, int warmUp, int refractory, int hold, int freeze)
        implements java.io.Serializable {

    public AlarmSettings {
        if (!(budget > 0) || period <= 0 || warmUp < 0 || refractory < 0 || hold < 1 || freeze < 0) {
            throw new IllegalArgumentException("alarm: budget " + budget + " and period " + period
                    + " must be above 0, warm-up " + warmUp + ", refractory " + refractory + " and freeze " + freeze
                    + " at least 0, hold " + hold + " at least 1");
        }
    }
}
