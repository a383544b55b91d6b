package dev.undercurrent.jobs.scoring;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.undercurrent.jobs.scoring.config.ConfigLoader;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.format.Feed;
import dev.undercurrent.jobs.scoring.format.Line;
import dev.undercurrent.jobs.scoring.format.LineFeedEncoder;
import dev.undercurrent.jobs.scoring.format.MinedLine;
import dev.undercurrent.jobs.scoring.format.OutRecord;
import dev.undercurrent.jobs.scoring.logs.LineScoreOperator;
import dev.undercurrent.jobs.scoring.logs.MineOperator;
import dev.undercurrent.jobs.scoring.source.DecodeFunction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.api.java.functions.KeySelector;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.runtime.operators.testutils.MockEnvironment;
import org.apache.flink.runtime.operators.testutils.MockEnvironmentBuilder;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.apache.flink.runtime.state.TestTaskStateManager;
import org.apache.flink.runtime.state.hashmap.HashMapStateBackend;
import org.apache.flink.state.rocksdb.EmbeddedRocksDBStateBackend;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.streaming.util.AbstractStreamOperatorTestHarness;
import org.apache.flink.streaming.util.KeyedOneInputStreamOperatorTestHarness;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The two operators of the log job in Flink's harness: restored, rescaled, silent, refused, at their bounds. */
@SuppressWarnings("try") // of Flink's harness, whose close may be interrupted
class LineOperatorsTest {

    private static final long SECOND = 1_000_000;
    private static final int TASKS = 128;

    private final SplittableRandom random = new SplittableRandom(71);
    private final Counters counters = new Counters();
    private long checkpoints;
    private long offset;
    private long time;

    private static PipelineConfig config(String rest) {
        return ConfigLoader.load(
                "{kind: logs, source: {format: text}, " + (rest.contains("sink:") ? "" : "sink: {format: json}, ")
                        + rest + "}",
                List.of(),
                Map.of());
    }

    private <I, O> KeyedOneInputStreamOperatorTestHarness<String, I, O> harness(
            OneInputStreamOperator<I, O> operator,
            KeySelector<I, String> key,
            TypeInformation<O> type,
            Rig.Backend backend,
            OperatorSubtaskState state,
            int tasks,
            int index)
            throws Exception {
        MockEnvironment environment = new MockEnvironmentBuilder()
                .setTaskName("lines")
                .setManagedMemorySize(16 << 20)
                .setTaskStateManager(new TestTaskStateManager())
                .setMaxParallelism(TASKS)
                .setParallelism(tasks)
                .setSubtaskIndex(index)
                .setMetricGroup(counters.task())
                .build();
        environment.getExecutionConfig().enableObjectReuse();
        var harness = new KeyedOneInputStreamOperatorTestHarness<>(operator, key, Types.STRING, environment);
        harness.setStateBackend(
                backend == Rig.Backend.HEAP ? new HashMapStateBackend() : new EmbeddedRocksDBStateBackend());
        harness.setup(type.createSerializer(harness.getExecutionConfig().getSerializerConfig()));
        if (state == null) {
            harness.initializeEmptyState();
        } else {
            harness.initializeState(
                    AbstractStreamOperatorTestHarness.repartitionOperatorState(state, TASKS, 1, tasks, index));
        }
        harness.open();
        return harness;
    }

    private KeyedOneInputStreamOperatorTestHarness<String, Line, MinedLine> miner(
            PipelineConfig config, Rig.Backend backend, OperatorSubtaskState state) throws Exception {
        return harness(
                new MineOperator(config, new LineFeedEncoder(config)),
                Line::source,
                MinedLine.TYPE,
                backend,
                state,
                1,
                0);
    }

    private KeyedOneInputStreamOperatorTestHarness<String, MinedLine, OutRecord> scorer(
            PipelineConfig config, Rig.Backend backend, OperatorSubtaskState state, int tasks, int index)
            throws Exception {
        return harness(
                new LineScoreOperator(config, new LineFeedEncoder(config)),
                MinedLine::key,
                OutRecord.TYPE,
                backend,
                state,
                tasks,
                index);
    }

    private static <T> List<StreamRecord<T>> records(Collection<T> values) {
        return values.stream().map(v -> new StreamRecord<>(v)).toList();
    }

    private static List<String> texts(List<OutRecord> records) {
        return records.stream()
                .map(r -> r.feed() + " " + new String(r.value(), UTF_8))
                .toList();
    }

    private List<Line> lines(int n) {
        List<Line> lines = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            time += random.nextLong(3 * SECOND);
            boolean first = random.nextInt(5) > 0;
            String verb = List.of("opened", "closed", "moved", "failed on").get(random.nextInt(4));
            lines.add(new Line(
                    "s" + random.nextInt(3),
                    first ? List.of("k" + random.nextInt(9)) : List.of(),
                    time,
                    first ? verb + " file f" + random.nextInt(99) : "java.lang.Error: e" + random.nextInt(3),
                    first,
                    first && random.nextInt(20) == 0,
                    1,
                    0,
                    offset++));
        }
        return lines;
    }

    private List<MinedLine> mined(int n) {
        List<MinedLine> mined = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            time += random.nextLong(SECOND);
            int template = random.nextInt(6);
            String text = "template " + template;
            mined.add(new MinedLine(
                    "k" + random.nextInt(30),
                    "s",
                    time - random.nextLong(3 * SECOND),
                    2 + template,
                    text,
                    false,
                    text,
                    random.nextInt(40) == 0,
                    1,
                    0,
                    offset++,
                    0));
        }
        return mined;
    }

    @ParameterizedTest
    @DisplayName("Killed and restored at random points, mining goes on as if nothing had been")
    @EnumSource(Rig.Backend.class)
    void miningRestored(Rig.Backend backend) throws Exception {
        PipelineConfig config = config("logs: {multi-line: {mode: indent}}");
        List<Line> all = new ArrayList<>();
        List<MinedLine> found = new ArrayList<>();
        OperatorSubtaskState state = null;
        for (int life = 0; life < 6; life++) {
            try (var harness = miner(config, backend, state)) {
                List<Line> lines = lines(random.nextInt(1, 200));
                all.addAll(lines);
                harness.processElements(records(lines));
                if (life < 5) {
                    state = harness.snapshot(++checkpoints, checkpoints);
                    found.addAll(harness.extractOutputValues());
                    // mined after the snapshot and lost with the task: must leave no trace in what was snapshot
                    harness.processElements(records(lines(50)));
                } else {
                    harness.endInput();
                    found.addAll(harness.extractOutputValues());
                }
            }
        }
        try (var whole = miner(config, backend, null)) {
            whole.processElements(records(all));
            whole.endInput();
            assertThat(found).isEqualTo(whole.extractOutputValues());
            assertThat(found).hasSizeGreaterThan(200).anyMatch(m -> m.lines() > 1);
        }
    }

    @ParameterizedTest
    @DisplayName("One task, then three, then two, killed between: every key is scored as if one task had never stopped")
    @EnumSource(Rig.Backend.class)
    void scoringRescaled(Rig.Backend backend) throws Exception {
        PipelineConfig config = config("series: {lateness: 2s}, logs: {sequence: {silence: 40s}}");
        List<MinedLine> all = new ArrayList<>();
        List<String> found = new ArrayList<>();
        OperatorSubtaskState state = null;
        for (int tasks : new int[] {1, 3, 2}) {
            List<MinedLine> lines = mined(400);
            all.addAll(lines);
            OperatorSubtaskState[] parts = new OperatorSubtaskState[tasks];
            for (int i = 0; i < tasks; i++) {
                int task = i;
                List<MinedLine> own = lines.stream()
                        .filter(m -> KeyGroupRangeAssignment.assignKeyToParallelOperator(m.key(), TASKS, tasks) == task)
                        .toList();
                try (var harness = scorer(config, backend, state, tasks, i)) {
                    harness.processElements(records(own));
                    parts[i] = harness.snapshot(++checkpoints, checkpoints);
                    found.addAll(texts(harness.extractOutputValues()));
                    harness.processElements(records(own.subList(0, own.size() / 2)));
                    if (tasks == 2) {
                        try (var last = scorer(config, backend, parts[i], tasks, i)) {
                            last.endInput();
                            found.addAll(texts(last.extractOutputValues()));
                        }
                    }
                }
            }
            state = AbstractStreamOperatorTestHarness.repackageState(parts);
        }
        try (var whole = scorer(config, backend, null, 1, 0)) {
            whole.processElements(records(all));
            whole.endInput();
            assertThat(found).containsExactlyInAnyOrderElementsOf(texts(whole.extractOutputValues()));
        }
        assertThat(found.stream().filter(s -> s.startsWith("SEQUENCE_SCORES"))).hasSizeGreaterThan(50);
    }

    private MinedLine line(String key, long micros) {
        return new MinedLine(key, "s", micros, 7, "t", false, "t", false, 1, 0, offset++, 0);
    }

    @Test
    @DisplayName("Stream time ends the sequence of a silent key, once its silence is long enough, and frees it")
    void silence() throws Exception {
        PipelineConfig config = config("logs: {sequence: {silence: 10s}}");
        try (var harness = scorer(config, Rig.Backend.HEAP, null, 1, 0)) {
            harness.processElements(records(List.of(line("a", SECOND), line("b", SECOND), line("b", 8 * SECOND))));
            harness.processWatermark(11_000);
            assertThat(harness.numKeyedStateEntries()).isEqualTo(2);
            harness.processWatermark(11_001);
            assertThat(harness.numKeyedStateEntries()).isEqualTo(1);
            assertThat(harness.numEventTimeTimers()).isEqualTo(1);
            harness.processWatermark(18_001);
            assertThat(harness.numKeyedStateEntries()).isZero();
            assertThat(harness.numEventTimeTimers()).isZero();
            assertThat(texts(harness.extractOutputValues()).stream()
                            .filter(s -> s.startsWith("SEQUENCE_SCORES"))
                            .map(s -> s.replaceAll(
                                    ".*\"series\":\"(.)\".*\"end\":\"(\\w+)\",\"lines\":(\\d+).*", "$1 $2 $3")))
                    .containsExactly("a SILENCE 1", "b SILENCE 2");
            assertThat(counters.get("sequences_ended").getCount()).isEqualTo(2);
        }
    }

    /** A key that says the same for long, then something that it never said. */
    private List<MinedLine> surprised(String key, boolean marker) {
        List<MinedLine> lines = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            lines.add(line(key, i * SECOND));
        }
        lines.add(new MinedLine(key, "s", 300 * SECOND, 99, "odd", true, "odd", marker, 1, 0, offset++, 0));
        return lines;
    }

    @Test
    @DisplayName(
            "An incident that is open where a sequence ends is closed: by a marker, by silence, by the end of the input")
    void incidentsEnd() throws Exception {
        PipelineConfig config = config("alarm: {budget: 100, per: 1h, warm-up: 16}, logs: {sequence: {silence: 10s}}");
        try (var harness = scorer(config, Rig.Backend.HEAP, null, 1, 0)) {
            harness.processElements(records(surprised("marked", true)));
            harness.processElements(records(surprised("silent", false)));
            harness.processElements(records(surprised("gap", false)));
            harness.processElements(records(List.of(line("gap", 400 * SECOND))));
            harness.processWatermark(380_000);
            harness.processElements(records(surprised("last", false)));
            harness.endInput();
            for (String key : List.of("marked", "silent", "gap", "last")) {
                List<String> of = texts(harness.extractOutputValues()).stream()
                        .filter(s -> s.contains("\"series\":\"" + key + "\""))
                        .filter(s -> s.startsWith("INCIDENTS") || s.startsWith("SEQUENCE_SCORES"))
                        .map(s -> s.replaceAll(".*\"phase\":\"(\\w+)\".*", "$1")
                                .replaceAll(".*\"end\":\"(\\w+)\".*", "$1"))
                        .toList();
                String end = switch (key) {
                    case "marked" -> "MARKER";
                    case "last" -> "INPUT_END";
                    default -> "SILENCE";
                };
                assertThat(of.indexOf(end)).as(key).isPositive();
                assertThat(of.subList(0, of.indexOf(end) + 1)).as(key).endsWith("OPEN", "CLOSE", end);
            }
        }
    }

    @Test
    @DisplayName("Keys and sources beyond their bounds are dead letters with that cause, counted")
    void admission() throws Exception {
        PipelineConfig config = config("series: {max-series: 2}, logs: {model: {max-sources: 1}}");
        try (var harness = scorer(config, Rig.Backend.HEAP, null, 1, 0)) {
            harness.processElements(records(List.of(line("a", 1), line("b", 2), line("c", 3), line("a", 4))));
            assertThat(harness.numKeyedStateEntries()).isEqualTo(2);
            List<OutRecord> letters = harness.extractOutputValues().stream()
                    .filter(r -> r.feed() == Feed.DEAD_LETTERS)
                    .toList();
            assertThat(letters).singleElement().satisfies(r -> {
                assertThat(r.key()).isEqualTo("c".getBytes(UTF_8));
                assertThat(r.headers()).contains("too-many-series", "score");
            });
            assertThat(counters.get("lines_refused").getCount()).isEqualTo(1);
        }
        try (var harness = miner(config, Rig.Backend.HEAP, null)) {
            for (String source : List.of("x", "y", "x")) {
                harness.processElement(
                        new StreamRecord<>(new Line(source, List.of("k"), 1, "up", true, false, 1, 0, 0)));
            }
            assertThat(harness.extractOutputValues()).hasSize(2);
            assertThat(harness.getSideOutput(DecodeFunction.DEAD_LETTERS)).hasSize(1);
        }
    }

    /** Of letters only, which nothing takes for a variable. */
    private String threeWords() {
        StringBuilder line = new StringBuilder();
        for (int w = 0; w < 3; w++) {
            int bits = random.nextInt();
            for (int c = 0; c < 4; c++) {
                line.append((char) ('g' + ((bits >>> (4 * c)) & 15)));
            }
            line.append(' ');
        }
        return line.toString();
    }

    @Test
    @DisplayName("A burst of a million distinct lines with as many keys leaves templates and keys at their bounds")
    void burst() throws Exception {
        int lines = 1_000_000;
        PipelineConfig config = config("series: {max-series: 500}, logs: {model: {templates: 200}},"
                + " sink: {format: json, feeds: {dead-letters: false, scores: false}}");
        try (var mining = miner(config, Rig.Backend.HEAP, null);
                var scoring = scorer(config, Rig.Backend.HEAP, null, 1, 0)) {
            StreamRecord<Line> record = new StreamRecord<>(null);
            for (int i = 0; i < lines; i++) {
                String key = "k" + i;
                mining.processElement(
                        record.replace(new Line("s", List.of(key), i, threeWords(), true, false, 1, 0, i)));
                while (!mining.getOutput().isEmpty()) {
                    @SuppressWarnings("unchecked")
                    StreamRecord<MinedLine> mined =
                            (StreamRecord<MinedLine>) mining.getOutput().poll();
                    scoring.processElement(mined);
                }
            }
            assertThat(counters.get("lines_mined").getCount()).isEqualTo(lines);
            assertThat(counters.get("templates_found").getCount()).isEqualTo(200);
            assertThat(scoring.numKeyedStateEntries()).isEqualTo(500);
            assertThat(counters.get("lines_refused").getCount()).isEqualTo(lines - 500);
            long bytes = mining.snapshot(1, 1).getStateSize()
                    + scoring.snapshot(1, 1).getStateSize();
            assertThat(bytes).isLessThan(600_000);
        }
    }
}
