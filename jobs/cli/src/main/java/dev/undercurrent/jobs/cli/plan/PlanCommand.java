package dev.undercurrent.jobs.cli.plan;

import com.sun.management.OperatingSystemMXBean;
import dev.undercurrent.core.scoring.ScorerSettings;
import dev.undercurrent.core.seasonal.Seasons;
import dev.undercurrent.jobs.cli.ConfigOptions;
import dev.undercurrent.jobs.cli.Version;
import dev.undercurrent.jobs.scoring.Settings;
import dev.undercurrent.jobs.scoring.config.ConfigException;
import dev.undercurrent.jobs.scoring.config.FieldsConfig;
import dev.undercurrent.jobs.scoring.config.FlinkConfig;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import java.io.IOException;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code undercurrent plan}: what a deployment needs. */
@Command(
        name = "plan",
        description = {
            "Says what a configuration needs: bytes of state per series by part, memory, checkpoints, speed and cores; and,"
                    + " with a sample of the data, what it looks like and what to declare.",
            "The models run for some seconds on made-up series on this machine; nothing is read from or written to Kafka."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "Examples:",
            "  undercurrent plan --config conf/hourly.yaml --keys 1000000 --rate 50000",
            "  undercurrent plan -c my.yaml --data history.csv",
            "",
            "Exit codes: 0 done, 1 failed, 2 wrong usage or configuration."
        })
public final class PlanCommand implements Callable<Integer> {

    private static final long SECOND = 1_000_000L;
    private static final long DEFAULT_KEYS = 1000;

    @Mixin
    private ConfigOptions config;

    @Option(
            names = {"-d", "--data"},
            paramLabel = "FILE|DIR",
            description = "A sample of the data: CSV with the configuration's fields.")
    private Path data;

    @Option(
            names = {"-k", "--keys"},
            paramLabel = "N",
            description = "Series. Default: those of the sample; without one 1,000.")
    private Long keys;

    @Option(
            names = {"-r", "--rate"},
            paramLabel = "EVENTS_PER_SECOND",
            description = "Events per second of all series together. Default: by the spacing, declared or found.")
    private Double rate;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "3",
            description = "Processor time to measure the speed for. Default: ${DEFAULT-VALUE}.")
    private double seconds;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        check();
        PipelineConfig resolved = config.load();
        if (resolved.kind() == PipelineConfig.Kind.LOGS) {
            throw ConfigException.of("kind", "logs", "readings, to plan");
        }
        ScorerSettings settings = Settings.of(resolved);
        Sample sample = data == null ? null : Sample.of(resolved, data);
        long spacing = spacing(settings, sample);
        int channels = sample != null ? sample.channels() : channels(resolved);
        Trial trial = new Trial(
                settings,
                channels,
                spacing == 0 ? SECOND : spacing,
                sample == null ? 0 : sample.seasons().season());
        Trial.Footprint state = trial.footprint();
        Trial.Pace pace = trial.pace(seconds);
        long series = keys != null ? keys : sample != null ? sample.series() : DEFAULT_KEYS;
        double events = rate != null ? rate : spacing == 0 ? 0 : series * 1e6 / spacing;
        var needs = new Needs(series, state.bytes(), state.most(), state.heap(), 1e6 / pace.perSecond(), events);
        PrintWriter out = spec.commandLine().getOut();
        if (sample != null) {
            tell(out, sample);
        }
        tell(out, state, channels, spacing);
        tell(out, needs, pace, resolved);
        List<String> advice = Advice.of(resolved, settings, needs, sample, memory());
        out.println();
        out.println(advice.isEmpty() ? "Nothing to look at again." : "To look at again:");
        advice.forEach(sentence -> out.println("  - " + sentence + "."));
        out.flush();
        return 0;
    }

    private void check() {
        if (keys != null && (keys < 1 || keys > 1_000_000_000L)) {
            throw new ParameterException(spec.commandLine(), "--keys is \"" + keys + "\"; allowed: 1 to 1000000000");
        }
        if (rate != null && !(rate > 0 && rate <= 1e9)) {
            throw new ParameterException(
                    spec.commandLine(), "--rate is \"" + rate + "\"; allowed: above 0, to 1000000000");
        }
        if (!(seconds >= 0.1 && seconds <= 600)) {
            throw new ParameterException(spec.commandLine(), "--seconds is \"" + seconds + "\"; allowed: 0.1 to 600");
        }
    }

    /** Microseconds; 0 = unknown. */
    private static long spacing(ScorerSettings settings, Sample sample) {
        return settings.interval() > 0 ? settings.interval() : sample == null ? 0 : sample.spacing();
    }

    private static int channels(PipelineConfig config) {
        List<String> values = config.source().fields().values();
        return values.isEmpty() || values.contains(FieldsConfig.EVERY_OTHER) ? 1 : values.size();
    }

    private static void row(PrintWriter out, String name, String format, Object... values) {
        out.printf(Locale.ROOT, "  %-40s ", name);
        out.printf(Locale.ROOT, format, values);
        out.println();
    }

    private static void tell(PrintWriter out, Sample sample) {
        out.println("The sample");
        row(out, "series", "%,d, the longest of %,d events", sample.series(), sample.longest());
        row(
                out,
                "events",
                "%,d, of %d value%s each",
                sample.events(),
                sample.channels(),
                sample.channels() == 1 ? "" : "s");
        if (sample.spacing() > 0) {
            row(
                    out,
                    "spacing",
                    "%s (%.0f %% of the steps are whole ones)",
                    Text.spacing(sample.spacing()),
                    100 * sample.regular());
        } else {
            row(out, "spacing", "unknown");
        }
        Seasons seasons = sample.seasons();
        if (seasons.equals(Seasons.NONE)) {
            row(out, "season", "none found in %d series", sample.looked());
        } else {
            row(
                    out,
                    "season",
                    "%d events%s, in %d of %d series",
                    seasons.season(),
                    seasons.longer() == 0 ? "" : ", longer period " + seasons.longer(),
                    sample.agreeing(),
                    sample.looked());
        }
        out.println();
    }

    private static void tell(PrintWriter out, Trial.Footprint state, int channels, long spacing) {
        out.printf(
                Locale.ROOT,
                "State of a series of %d value%s after %,d events%s, bytes%n",
                channels,
                channels == 1 ? "" : "s",
                state.events(),
                spacing == 0 ? ", one a second" : ", one in " + Text.spacing(spacing));
        state.parts().forEach((part, bytes) -> row(out, part, "%,9d", bytes));
        row(out, "all, as in a checkpoint", "%,9d", state.bytes());
        row(out, "most while it is young", "%,9d", state.most());
        row(out, "on the heap", "%,9d", state.heap());
        out.println();
    }

    private static void tell(PrintWriter out, Needs needs, Trial.Pace pace, PipelineConfig config) {
        boolean heap = config.flink().stateBackend() == FlinkConfig.StateBackend.HEAP;
        out.printf(Locale.ROOT, "%,d series%n", needs.keys());
        row(
                out,
                "state, a full checkpoint",
                "%s, at most %s while all are young",
                Text.bytes(needs.checkpoint()),
                Text.bytes(needs.youngCheckpoint()));
        if (heap) {
            row(out, "state on the heap", "%s", Text.bytes(needs.live()));
            row(
                    out,
                    "memory of the task managers",
                    "%s (%.1f times the state, and %s)",
                    Text.bytes(needs.heapMemory()),
                    Needs.HEADROOM,
                    Text.bytes(Needs.BASE));
        } else {
            row(out, "disk of the task managers", "%s (3 times the state)", Text.bytes(3 * needs.youngCheckpoint()));
        }
        row(
                out,
                "models alone, measured here",
                "%,.0f events/s on one core, %.2f µs each, %,d series in turns",
                pace.perSecond(),
                needs.micros(),
                pace.keys());
        row(
                out,
                "whole job, estimated" + (heap ? "" : ", on the heap"),
                "%,.0f events/s on one core, with %.1f µs for everything else",
                needs.perCore(),
                Needs.JOB_MICROS);
        if (needs.rate() > 0) {
            row(
                    out,
                    "cores",
                    "%d for %,.1f events/s, busy for %.0f %% at most",
                    needs.cores(),
                    needs.rate(),
                    100 * Needs.BUSY);
        } else {
            row(out, "cores", "unknown: no --rate, no series.interval, no --data");
        }
    }

    /** Of this machine, bytes. */
    private static long memory() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
    }
}
