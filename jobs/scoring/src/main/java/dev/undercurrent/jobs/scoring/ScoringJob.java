package dev.undercurrent.jobs.scoring;

import dev.undercurrent.core.scoring.ScorerSettings;
import dev.undercurrent.jobs.scoring.config.ConfigLoader;
import dev.undercurrent.jobs.scoring.config.FlinkConfig;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.format.Event;
import dev.undercurrent.jobs.scoring.format.FeedEncoder;
import dev.undercurrent.jobs.scoring.format.OutRecord;
import dev.undercurrent.jobs.scoring.format.RawRecord;
import dev.undercurrent.jobs.scoring.format.VerdictEncoder;
import dev.undercurrent.jobs.scoring.sink.KafkaOutput;
import dev.undercurrent.jobs.scoring.sink.RowEncoder;
import dev.undercurrent.jobs.scoring.sink.RowFiles;
import dev.undercurrent.jobs.scoring.source.DecodeFunction;
import dev.undercurrent.jobs.scoring.source.EventTime;
import dev.undercurrent.jobs.scoring.source.InputFiles;
import dev.undercurrent.jobs.scoring.source.KafkaInput;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateBackendOptions;
import org.apache.flink.core.execution.CheckpointingMode;
import org.apache.flink.streaming.api.datastream.SingleOutputStreamOperator;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The way of an event: source → decode → by key → score → sink; what cannot be decoded leaves by the side.
 *
 * <p>Every operator has a uid, listed with its name in {@code uids.txt} of the tests: savepoints hold on to them.
 */
public final class ScoringJob {

    private ScoringJob() {}

    /** Runs the pipeline on the cluster that this is submitted to: {@code --config FILE [--set key=value]...}. */
    public static void main(String[] args) throws Exception {
        Arguments arguments = Arguments.of(args);
        PipelineConfig config = ConfigLoader.load(arguments.config(), arguments.sets(), System.getenv());
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        onKafka(env, config);
        env.execute(config.name());
    }

    /** Builds the pipeline from the configured topic to the configured feeds. */
    public static void onKafka(StreamExecutionEnvironment env, PipelineConfig config) {
        if (config.kind() == PipelineConfig.Kind.LOGS) {
            LogJob.onKafka(env, config);
        } else {
            onKafka(env, config, new FeedEncoder(config));
        }
    }

    /** The same with an encoder of the caller's. */
    public static void onKafka(StreamExecutionEnvironment env, PipelineConfig config, VerdictEncoder encoder) {
        prepare(env, config);
        SingleOutputStreamOperator<Event> events = events(
                env.fromSource(KafkaInput.source(config), WatermarkStrategy.noWatermarks(), "observations")
                        .uid("source-v1"),
                config,
                encoder);
        SingleOutputStreamOperator<Event> timed = events.assignTimestampsAndWatermarks(EventTime.watermarks(config))
                .uid("stream-time-v1")
                .name("stream time");
        score(timed, Settings.of(config), config, encoder)
                .sinkTo(KafkaOutput.verdicts(config))
                .uid("feeds-v1")
                .name("feeds");
        if (config.sink().feeds().deadLetters()) {
            events.getSideOutput(DecodeFunction.DEAD_LETTERS)
                    .sinkTo(KafkaOutput.deadLetters(config))
                    .uid("dead-letters-v1")
                    .name("dead letters");
        }
    }

    /** Sets everything on an environment that an unbounded run needs: state, checkpoints, restarts, no Kryo. */
    public static void prepare(StreamExecutionEnvironment env, PipelineConfig config) {
        configure(env, config);
        keepGoing(env, config.flink());
        passThrough(env, config.flink());
    }

    /** The same for a bounded run. */
    static void prepareBounded(StreamExecutionEnvironment env, PipelineConfig config) {
        configure(env, config);
        // a bounded run that fails is run again: its output is only whole at its end
        env.configure(new Configuration().set(RestartStrategyOptions.RESTART_STRATEGY, "none"));
        passThrough(env, config.flink());
    }

    /**
     * Builds the pipeline from CSV files to CSV files of the same relative paths, one row per row; from files of lines where
     * the configuration is of logs.
     *
     * @param extras which further files are written
     */
    public static void onFiles(
            StreamExecutionEnvironment env, PipelineConfig config, Path input, Path output, Set<Extra> extras) {
        if (config.kind() == PipelineConfig.Kind.LOGS) {
            LogJob.onFiles(env, config, input, output);
            return;
        }
        prepareBounded(env, config);
        InputFiles files = InputFiles.of(input);
        VerdictEncoder encoder = new RowEncoder(
                config.source().fields().key(), extras.contains(Extra.REGIMES), extras.contains(Extra.FORECASTS));
        SingleOutputStreamOperator<Event> events = events(
                env.fromSource(files.source(config), WatermarkStrategy.noWatermarks(), "files")
                        .uid("files-v1"),
                config,
                encoder);
        ScorerSettings settings = Settings.of(config);
        if (!extras.contains(Extra.FORECASTS)) {
            settings = settings.withForecast(0, settings.forecastEvery());
        }
        score(events, settings, config, encoder)
                .union(events.getSideOutput(DecodeFunction.DEAD_LETTERS))
                .sinkTo(new RowFiles(files, output, config))
                .uid("rows-v1")
                .name("rows")
                .setParallelism(1);
    }

    /** Files that a bounded run writes beside the scored rows. */
    public enum Extra {
        /** {@code regimes.csv}: every change of regime. */
        REGIMES,
        /** {@code forecasts.csv}: every forecast. */
        FORECASTS
    }

    private static SingleOutputStreamOperator<Event> events(
            SingleOutputStreamOperator<RawRecord> records, PipelineConfig config, VerdictEncoder encoder) {
        return records.process(new DecodeFunction(config, encoder), Event.TYPE)
                .uid("decode-v1")
                .name("decode");
    }

    private static SingleOutputStreamOperator<OutRecord> score(
            SingleOutputStreamOperator<Event> events,
            ScorerSettings settings,
            PipelineConfig config,
            VerdictEncoder encoder) {
        return events.keyBy(Event::series, Types.STRING)
                .transform("score", OutRecord.TYPE, operator(settings, config, encoder))
                .uid("score-v1");
    }

    static ScoreOperator operator(ScorerSettings settings, PipelineConfig config, VerdictEncoder encoder) {
        return new ScoreOperator(settings, config.series().maxSeries(), Settings.noDataAfter(config.series()), encoder);
    }

    private static void configure(StreamExecutionEnvironment env, PipelineConfig config) {
        FlinkConfig flink = config.flink();
        Configuration options = new Configuration();
        options.set(PipelineOptions.NAME, config.name());
        options.set(PipelineOptions.GENERIC_TYPES, false);
        options.set(PipelineOptions.OBJECT_REUSE, true);
        options.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
        options.set(
                StateBackendOptions.STATE_BACKEND,
                flink.stateBackend() == FlinkConfig.StateBackend.ROCKSDB ? "rocksdb" : "hashmap");
        if (flink.checkpointDirectory() != null) {
            options.set(CheckpointingOptions.CHECKPOINTS_DIRECTORY, flink.checkpointDirectory());
        }
        env.configure(options);
        env.setParallelism(flink.parallelism());
        env.setMaxParallelism(flink.maxParallelism());
    }

    /** Checkpoints and restarts, as an unbounded run needs them. */
    private static void keepGoing(StreamExecutionEnvironment env, FlinkConfig flink) {
        Configuration options = new Configuration();
        if (flink.restartAttempts() == 0) {
            options.set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        } else {
            options.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
            options.set(
                    RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF, Duration.ofMillis(200));
            options.set(RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF, Duration.ofSeconds(30));
            if (flink.restartAttempts() > 0) {
                options.set(
                        RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, flink.restartAttempts());
            }
        }
        if (!flink.checkpointInterval().isZero()) {
            env.enableCheckpointing(flink.checkpointInterval().toMillis(), CheckpointingMode.EXACTLY_ONCE);
            // what was learnt outlives the job, however it ends
            options.set(
                    CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                    ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        }
        env.configure(options);
    }

    /** The user's own Flink options come last, so that they win. */
    private static void passThrough(StreamExecutionEnvironment env, FlinkConfig flink) {
        Configuration options = new Configuration();
        flink.properties().forEach(options::setString);
        env.configure(options);
    }
}
