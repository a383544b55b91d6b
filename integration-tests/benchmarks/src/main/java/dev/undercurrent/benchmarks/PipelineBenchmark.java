package dev.undercurrent.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import dev.undercurrent.jobs.cli.embedded.EmbeddedCluster;
import dev.undercurrent.jobs.cli.embedded.EmbeddedKafka;
import dev.undercurrent.jobs.cli.embedded.EmbeddedRegistry;
import dev.undercurrent.jobs.cli.embedded.Workspace;
import dev.undercurrent.jobs.scoring.ScoringJob;
import dev.undercurrent.jobs.scoring.config.ConfigLoader;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.format.Event;
import dev.undercurrent.jobs.scoring.format.FeedEncoder;
import dev.undercurrent.jobs.scoring.format.OutRecord;
import dev.undercurrent.jobs.scoring.sink.KafkaOutput;
import dev.undercurrent.jobs.scoring.source.DecodeFunction;
import dev.undercurrent.jobs.scoring.source.KafkaInput;
import dev.undercurrent.schemas.Observation;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The scoring job against an identity job, in turns in one process: Kafka → decode → by key → one state → Kafka, with the
 * same source, serializers, sink and checkpoints; the identity job writes one record per event, of as many bytes as the scoring job writes per event to all feeds.
 *
 * <p>Arguments: {@code keys events-per-key rounds [key=value ...]}, the latter as configuration settings.
 */
public final class PipelineBenchmark {

    /** Partitions of the load, and tasks of both jobs: one per core of a small machine. */
    private static final int PARTITIONS = 2;

    /** What both jobs run on before anything is timed, so that the compiler has seen all of their code. */
    private static final int WARM_UP_KEYS = 1000;

    private static final int WARM_UP_TIMES = 3000;

    private static final List<String> FEEDS = List.of("scores", "regimes", "forecasts", "incidents", "late", "dlq");

    private final EmbeddedKafka kafka;
    private final EmbeddedRegistry registry;
    private final Workspace workspace;
    private final List<String> sets;
    private int run;
    private int bytesPerEvent;

    private PipelineBenchmark(EmbeddedKafka kafka, EmbeddedRegistry registry, Workspace workspace, List<String> sets) {
        this.kafka = kafka;
        this.registry = registry;
        this.workspace = workspace;
        this.sets = sets;
    }

    /** One run: wall and processor time of the whole process, broker included. */
    private record Cost(double wallSeconds, double cpuSeconds) {}

    /** Runs the benchmark; see the class. */
    public static void main(String[] args) throws Exception {
        int keys = args.length > 0 ? Integer.parseInt(args[0]) : 1000;
        int times = args.length > 1 ? Integer.parseInt(args[1]) : 2000;
        int rounds = args.length > 2 ? Integer.parseInt(args[2]) : 5;
        List<String> sets = args.length > 3 ? List.of(args).subList(3, args.length) : List.of();
        long events = (long) keys * times;
        Map<String, String> broker = Map.of("log.retention.bytes", "-1", "log.segment.bytes", "1073741824");
        try (Workspace workspace = Workspace.temporary("undercurrent-bench-");
                EmbeddedKafka kafka = EmbeddedKafka.start(workspace.path().resolve("kafka"), broker);
                EmbeddedRegistry registry = EmbeddedRegistry.start()) {
            int id = registry.register("load-value", Observation.getClassSchema());
            for (String topic : List.of("warm-up", "load")) {
                kafka.createTopic(topic, PARTITIONS, Map.of("retention.ms", "-1"));
            }
            Load.fill(kafka.bootstrapServers(), "warm-up", id, WARM_UP_KEYS, WARM_UP_TIMES);
            Load.fill(kafka.bootstrapServers(), "load", id, keys, times);
            var benchmark = new PipelineBenchmark(kafka, registry, workspace, sets);
            benchmark.run(true, "warm-up");
            benchmark.bytesPerEvent = ScoreSize.perEvent(kafka.bootstrapServers(), "scoring0", FEEDS);
            benchmark.run(false, "warm-up");
            List<Double> wall = new ArrayList<>();
            List<Double> cpu = new ArrayList<>();
            System.out.println("keys events identity_events_per_s scoring_events_per_s ratio identity_cpu_us"
                    + " scoring_cpu_us cpu_ratio");
            for (int round = 0; round < rounds; round++) {
                Cost identity = benchmark.run(false, "load");
                Cost scoring = benchmark.run(true, "load");
                wall.add(identity.wallSeconds / scoring.wallSeconds);
                cpu.add(identity.cpuSeconds / scoring.cpuSeconds);
                System.out.printf(
                        Locale.ROOT,
                        "%d %d %.0f %.0f %.3f %.3f %.3f %.3f%n",
                        keys,
                        events,
                        events / identity.wallSeconds,
                        events / scoring.wallSeconds,
                        wall.get(round),
                        1e6 * identity.cpuSeconds / events,
                        1e6 * scoring.cpuSeconds / events,
                        cpu.get(round));
            }
            Collections.sort(wall);
            Collections.sort(cpu);
            System.out.printf(
                    Locale.ROOT,
                    "median ratio scoring / identity: %.3f by wall clock, %.3f by processor time; records of %d bytes (%s, JDK %s)%n",
                    wall.get(rounds / 2),
                    cpu.get(rounds / 2),
                    benchmark.bytesPerEvent,
                    System.getProperty("os.arch"),
                    System.getProperty("java.version"));
        }
    }

    private Cost run(boolean scoring, String topic) throws Exception {
        String prefix = (scoring ? "scoring" : "identity") + run++;
        for (String feed : FEEDS) {
            kafka.createTopic(prefix + "." + feed + ".v1", 1, Map.of());
        }
        List<String> all = new ArrayList<>(List.of(
                "name=" + prefix,
                "source.kafka.bootstrap=" + kafka.bootstrapServers(),
                "source.kafka.topic=" + topic,
                "source.kafka.until=latest",
                "sink.kafka.prefix=" + prefix,
                "registry.url=" + registry.url(),
                "model.regimes=8",
                "series.max-series=10000000",
                "flink.parallelism=" + PARTITIONS,
                "flink.checkpoint-interval=10s",
                "flink.restart-attempts=0"));
        all.addAll(sets);
        PipelineConfig config = ConfigLoader.load("", all, Map.of());
        System.gc();
        var os = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long cpu = os.getProcessCpuTime();
        long wall = System.nanoTime();
        try (EmbeddedCluster cluster = new EmbeddedCluster(1, workspace.path().resolve(prefix))) {
            StreamExecutionEnvironment env = cluster.environment();
            if (scoring) {
                ScoringJob.onKafka(env, config);
            } else {
                identity(env, config);
            }
            cluster.start(env, prefix).getJobExecutionResult().get();
        }
        return new Cost((System.nanoTime() - wall) / 1e9, (os.getProcessCpuTime() - cpu) / 1e9);
    }

    private void identity(StreamExecutionEnvironment env, PipelineConfig config) {
        ScoringJob.prepare(env, config);
        var encoder = new FeedEncoder(config);
        env.fromSource(KafkaInput.source(config), WatermarkStrategy.noWatermarks(), "observations")
                .uid("source")
                .process(new DecodeFunction(config, encoder), Event.TYPE)
                .uid("decode")
                .keyBy(Event::series, Types.STRING)
                .transform("identity", OutRecord.TYPE, new IdentityOperator(bytesPerEvent))
                .uid("identity")
                .sinkTo(KafkaOutput.verdicts(config))
                .uid("sink");
    }
}
