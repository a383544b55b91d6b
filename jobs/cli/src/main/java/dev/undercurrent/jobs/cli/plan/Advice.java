package dev.undercurrent.jobs.cli.plan;

import dev.undercurrent.core.scoring.ScorerSettings;
import dev.undercurrent.core.seasonal.Seasons;
import dev.undercurrent.jobs.scoring.config.FlinkConfig;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a user should look at again, each in one sentence that says what to do. */
final class Advice {

    /** What a task may send to the job manager's memory as its part of a checkpoint: Flink's limit. */
    private static final long IN_JOB_MANAGER = 5L << 20;

    /** Bytes per second that checkpoints write without being noticed. */
    private static final double MUCH = 100e6;

    /** Share of steps that are whole spacings from which a series counts as regular. */
    private static final double REGULAR = 0.9;

    private final PipelineConfig config;
    private final ScorerSettings settings;
    private final List<String> sentences = new ArrayList<>();

    private Advice(PipelineConfig config, ScorerSettings settings) {
        this.config = config;
        this.settings = settings;
    }

    /**
     * @param sample null = none
     * @param memory of this machine, bytes
     */
    static List<String> of(PipelineConfig config, ScorerSettings settings, Needs needs, Sample sample, long memory) {
        Advice advice = new Advice(config, settings);
        advice.size(needs, memory);
        advice.checkpoints(needs);
        if (sample != null) {
            advice.records(sample);
            advice.spacing(sample);
            advice.season(sample);
        }
        return advice.sentences;
    }

    private void say(String format, Object... values) {
        sentences.add(String.format(Locale.ROOT, format, values));
    }

    private void size(Needs needs, long memory) {
        FlinkConfig flink = config.flink();
        boolean heap = flink.stateBackend() == FlinkConfig.StateBackend.HEAP;
        if (needs.keys() > config.series().maxSeries()) {
            say(
                    "series.max-series is %,d: of %,d series the others are refused; raise it",
                    config.series().maxSeries(), needs.keys());
        }
        if (heap && needs.heapMemory() > memory) {
            say(
                    "%,d series of profile %s want %s of heap, and this machine has %s: more machines, a lighter"
                            + " model.profile or model.memory, or flink.state-backend: rocksdb (a few times slower)",
                    needs.keys(),
                    config.model().profile().name().toLowerCase(Locale.ROOT),
                    Text.bytes(needs.heapMemory()),
                    Text.bytes(memory));
        }
        if (!heap && needs.bytes() > 16_000) {
            say(
                    "rocksdb reads and writes the whole state of a series, %s, with each event; the heap does not",
                    Text.bytes(needs.bytes()));
        }
        if (needs.cores() > flink.parallelism()) {
            say("flink.parallelism is %d, and the rate wants %d cores", flink.parallelism(), needs.cores());
        }
    }

    private void checkpoints(Needs needs) {
        FlinkConfig flink = config.flink();
        double seconds = flink.checkpointInterval().toMillis() / 1000.0;
        if (seconds == 0) {
            return;
        }
        if (flink.checkpointDirectory() == null && needs.checkpoint() / flink.parallelism() > IN_JOB_MANAGER) {
            say(
                    "flink.checkpoint-directory is not set: the job manager's memory takes 5 MB per task, and a checkpoint is"
                            + " %s",
                    Text.bytes(needs.checkpoint()));
        }
        if (flink.stateBackend() == FlinkConfig.StateBackend.HEAP && needs.checkpoint() / seconds > MUCH) {
            say(
                    "flink.checkpoint-interval is %s: checkpoints write %s a second; a longer one writes less, and commits"
                            + " verdicts later",
                    flink.checkpointInterval().toString().substring(2).toLowerCase(Locale.ROOT),
                    Text.bytes((long) (needs.checkpoint() / seconds)));
        }
    }

    private void records(Sample sample) {
        if (sample.invalid() > 0) {
            say(
                    "%,d of %,d rows are no events; score says of each why; the first, %s",
                    sample.invalid(), sample.invalid() + sample.events(), sample.example());
        }
        if (sample.late() > 0) {
            say(
                    "%,d of %,d events come too late for series.lateness of %s",
                    sample.late(),
                    sample.events(),
                    Text.spacing(Sample.micros(config.series().lateness())));
        }
    }

    private void spacing(Sample sample) {
        boolean regular = sample.regular() >= REGULAR && sample.spacing() > 0;
        if (settings.interval() == 0) {
            if (regular && (settings.seasons().season() > 0 || settings.detect() > 0)) {
                say(
                        "series.interval is not declared: a gap shifts the season; the spacing found is %s",
                        Text.spacing(sample.spacing()));
            }
        } else if (!regular) {
            say(
                    "series.interval is %s, but only %.0f %% of the steps are whole spacings of %s",
                    Text.spacing(settings.interval()), 100 * sample.regular(), Text.spacing(sample.spacing()));
        } else if (Math.abs(sample.spacing() - settings.interval()) > 0.1 * settings.interval()) {
            say(
                    "series.interval is %s, and the spacing found is %s",
                    Text.spacing(settings.interval()), Text.spacing(sample.spacing()));
        }
    }

    private void season(Sample sample) {
        Seasons found = sample.seasons();
        Seasons declared = settings.seasons();
        boolean used = settings.seasonal()
                || settings.network() != null
                || !settings.experts().isEmpty();
        if (found.equals(Seasons.NONE)) {
            if (used && declared.season() > 0) {
                say("series.season is %d, and the sample shows none", declared.season());
            }
            return;
        }
        String keys =
                "series.season: " + found.season() + (found.longer() > 0 ? ", series.cycle: " + found.longer() : "");
        String where = sample.agreeing() + " of " + sample.looked() + " series";
        if (!used) {
            say("%s have a season (%s) that no model uses: model.seasonal: true, or model.network", where, keys);
        } else if (declared.equals(Seasons.NONE) && settings.detect() == 0) {
            say("%s have a season that is not declared: %s, or series.detect-season", where, keys);
        } else if (declared.season() > 0 && declared.season() != found.season()) {
            say("series.season is %d, and %s have %s", declared.season(), where, keys);
        } else if (declared.season() > 0 && declared.longer() == 0 && found.longer() > 0) {
            say("%s have a longer period too: series.cycle: %d", where, found.longer());
        }
    }
}
