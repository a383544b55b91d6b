package dev.undercurrent.core.scoring;

import dev.undercurrent.core.calibration.AlarmSettings;

/** Settings for tests. */
final class Settings {

    private Settings() {}

    static ScorerSettings withAlarm(ScorerSettings s, AlarmSettings alarm) {
        return new ScorerSettings(
                s.emission(),
                s.regimes(),
                s.order(),
                s.degreesOfFreedom(),
                s.dwell(),
                s.memory(),
                s.lateness(),
                s.reorderCapacity(),
                s.expire(),
                s.interval(),
                s.maxGap(),
                s.dropDuplicates(),
                alarm,
                s.band(),
                s.horizon(),
                s.forecastEvery(),
                s.levels(),
                s.seasons(),
                s.seasonal(),
                s.network());
    }
}
