package dev.undercurrent.jobs.scoring;

import dev.undercurrent.core.attention.MemorySettings;
import dev.undercurrent.core.calibration.AlarmSettings;
import dev.undercurrent.core.scoring.ScorerSettings;
import dev.undercurrent.core.scoring.TrainedNetwork;
import dev.undercurrent.core.seasonal.Seasons;
import dev.undercurrent.jobs.scoring.config.AlarmConfig;
import dev.undercurrent.jobs.scoring.config.ConfigException;
import dev.undercurrent.jobs.scoring.config.ModelConfig;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.config.SeriesConfig;
import java.time.Duration;
import java.util.List;

/** What a configuration says of the models, in their own terms. */
public final class Settings {

    private Settings() {}

    /** The scorer's settings; durations become microseconds. */
    public static ScorerSettings of(PipelineConfig config) {
        ModelConfig model = config.model();
        SeriesConfig series = config.series();
        // before what must not be there beside them
        List<TrainedNetwork> experts = Networks.experts(model);
        return new ScorerSettings(
                switch (model.emission()) {
                    case GAUSSIAN -> ScorerSettings.Emission.GAUSSIAN;
                    case STUDENT_T -> ScorerSettings.Emission.STUDENT_T;
                    case AUTOREGRESSIVE -> ScorerSettings.Emission.AUTOREGRESSIVE;
                },
                model.regimes(),
                model.order(),
                model.degreesOfFreedom(),
                model.dwell(),
                model.learningMemory(),
                micros(series.lateness()),
                series.reorderCapacity(),
                micros(series.expire()),
                series.interval() == null ? 0 : micros(series.interval()),
                series.maxGap(),
                series.dropDuplicates(),
                alarm(config.alarm()),
                config.band(),
                config.forecast().horizon(),
                config.forecast().every(),
                config.forecast().levels(),
                seasons(series),
                model.seasonal(),
                Networks.load(model.network()),
                Networks.chain(model.hmm()),
                model.profile().windows(),
                memory(model),
                experts,
                detection(series));
    }

    /** When a score becomes an alarm. */
    public static AlarmSettings alarm(AlarmConfig alarm) {
        return new AlarmSettings(
                alarm.budget(), micros(alarm.per()), alarm.warmUp(), alarm.refractory(), alarm.hold(), alarm.freeze());
    }

    private static Seasons seasons(SeriesConfig series) {
        if (series.cycle() > 0 && series.cycle() <= series.season()) {
            throw ConfigException.of(
                    "series.cycle",
                    Integer.toString(series.cycle()),
                    "0, or more than series.season, which is " + series.season());
        }
        if (series.season() == 1 || (series.season() == 0 && series.cycle() > 0)) {
            throw ConfigException.of(
                    "series.season", Integer.toString(series.season()), "2 or more; 0 only where series.cycle is 0");
        }
        return new Seasons(series.season(), series.cycle());
    }

    private static int detection(SeriesConfig series) {
        int rows = series.detectSeason();
        if (rows > 0 && (rows < 64 || series.season() > 0)) {
            throw ConfigException.of(
                    "series.detect-season",
                    Integer.toString(rows),
                    "0, or 64 to 8192 where series.season is 0; it is " + series.season());
        }
        return rows;
    }

    private static MemorySettings memory(ModelConfig model) {
        String said = model.memory();
        return switch (said) {
            case "profile" ->
                switch (model.profile()) {
                    case LIGHT -> null;
                    case STANDARD -> MemorySettings.STANDARD;
                    case DEEP -> MemorySettings.DEEP;
                };
            case "none" -> null;
            case "standard" -> MemorySettings.STANDARD;
            case "deep" -> MemorySettings.DEEP;
            default -> {
                try {
                    yield new MemorySettings(Integer.parseInt(said));
                } catch (IllegalArgumentException e) {
                    throw ConfigException.of(
                            "model.memory",
                            said,
                            "profile, none, standard, deep, or rows from " + MemorySettings.FEWEST + " to "
                                    + MemorySettings.MOST);
                }
            }
        };
    }

    /** Silence after which a series is told of, microseconds; 0 = none. */
    public static long noDataAfter(SeriesConfig series) {
        if (series.noDataAfter() == null) {
            return 0;
        }
        if (series.noDataAfter().compareTo(series.expire()) >= 0) {
            throw ConfigException.of(
                    "series.no-data-after",
                    series.noDataAfter().toString(),
                    "less than series.expire, which is " + series.expire());
        }
        return micros(series.noDataAfter());
    }

    private static long micros(Duration duration) {
        return Math.addExact(Math.multiplyExact(duration.getSeconds(), 1_000_000L), duration.getNano() / 1000);
    }
}
