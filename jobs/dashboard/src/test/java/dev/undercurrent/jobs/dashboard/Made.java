package dev.undercurrent.jobs.dashboard;

import dev.undercurrent.jobs.scoring.config.ConfigLoader;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.schemas.Incident;
import dev.undercurrent.schemas.Phase;
import dev.undercurrent.schemas.Score;
import dev.undercurrent.schemas.Status;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Records and configurations for tests. */
final class Made {

    private Made() {}

    static Instant at(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    static Score score(String series, long micros, double score, Double... values) {
        int channels = values.length;
        return Score.newBuilder()
                .setSeries(series)
                .setTime(at(micros))
                .setSequence(micros)
                .setEpoch(at(0))
                .setValues(Arrays.asList(values))
                .setStatus(Status.OK)
                .setSurprisal(1.5)
                .setPValue(0.5)
                .setAnomalyScore(score)
                .setAlarm(score > 0.5)
                .setRegime((int) (micros % 3))
                .setRegimeProbability(0.75)
                .setChangeProbability(0.125)
                .setRegimeSince(at(micros / 2))
                .setExpected(Collections.nCopies(channels, 10.0))
                .setLower(Collections.nCopies(channels, 8.0))
                .setUpper(Collections.nCopies(channels, 12.5))
                .setModel("m@1")
                .build();
    }

    static Incident incident(String series, long number, Phase phase, long micros, double peak) {
        return Incident.newBuilder()
                .setSeries(series)
                .setTime(at(micros))
                .setSequence(micros)
                .setEpoch(at(0))
                .setNumber(number)
                .setPhase(phase)
                .setOnset(at(micros))
                .setOpened(at(micros))
                .setPeakScore(peak)
                .setPeakTime(at(micros))
                .setAnomalyScore(peak)
                .setRegime(0)
                .setModel("m@1")
                .build();
    }

    static PipelineConfig config(String... sets) {
        return ConfigLoader.load("name: made", List.of(sets), Map.of());
    }
}
