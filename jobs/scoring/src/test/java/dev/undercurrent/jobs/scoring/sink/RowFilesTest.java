package dev.undercurrent.jobs.scoring.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undercurrent.core.Incident;
import dev.undercurrent.core.Verdict;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.format.Event;
import dev.undercurrent.jobs.scoring.format.OutRecord;
import dev.undercurrent.jobs.scoring.format.Samples;
import dev.undercurrent.jobs.scoring.source.DecodeFunction;
import dev.undercurrent.jobs.scoring.source.InputFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RowFilesTest {

    private static final PipelineConfig CSV = Samples.config("source: {format: csv}");

    @TempDir
    Path in;

    @TempDir
    Path out;

    private static Verdict verdict(Event e) {
        double v = Double.isNaN(e.values()[0]) ? 0 : e.values()[0];
        double[] band = new double[e.values().length];
        Incident incident =
                e.offset() == 1 ? new Incident(1, Incident.Phase.OPEN, e.time(), e.time(), .25, e.time()) : null;
        return new Verdict(
                e.time(),
                e.offset(),
                0,
                Verdict.Status.OK,
                v,
                .5,
                .25,
                incident != null,
                2,
                .9,
                .01,
                e.time(),
                Verdict.NO_REGIME,
                0,
                band,
                band,
                band,
                null,
                null,
                incident,
                null);
    }

    private void run(int parallelism) throws Exception {
        run(parallelism, CSV);
    }

    private void run(int parallelism, PipelineConfig config) throws Exception {
        Configuration strict = new Configuration();
        strict.set(PipelineOptions.GENERIC_TYPES, false);
        StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment(parallelism, strict);
        InputFiles inputs = InputFiles.of(in);
        RowEncoder encoder = new RowEncoder(config.source().fields().key(), true, false);
        var events = env.fromSource(inputs.source(config), WatermarkStrategy.noWatermarks(), "files")
                .process(new DecodeFunction(config, encoder))
                .returns(Event.TYPE);
        events.keyBy(Event::series)
                .<OutRecord>flatMap((event, to) -> encoder.scored(event, verdict(event), "m", to::collect))
                .returns(OutRecord.TYPE)
                .union(events.getSideOutput(DecodeFunction.DEAD_LETTERS))
                .sinkTo(new RowFiles(inputs, out, config))
                .setParallelism(1);
        env.execute();
    }

    @Test
    void everyRowComesOutInItsPlaceWithItsOwnCells() throws Exception {
        Files.writeString(
                in.resolve("a.csv"),
                "timestamp,v\n2020-01-01 00:00:00,1.50\n2020-01-01 00:05:00,\nsoon,3\n2020-01-01 00:10:00,inf\n");
        Files.createDirectories(in.resolve("d"));
        Files.writeString(in.resolve("d/b.csv"), "x;note;timestamp;y\n1;n;2020-01-01;2\n");
        Files.writeString(in.resolve("empty.csv"), "timestamp,v\n");
        run(2);

        assertThat(out.resolve("a.csv")).hasContent("""
                        timestamp,series,value,anomaly_score,p_value,surprisal,alarm,regime,regime_probability,change_probability,regime_since,incident,incident_score,expected,lower,upper,status
                        2020-01-01 00:00:00,a.csv,1.50,0.25,0.5,1.5,false,2,0.9,0.01,2020-01-01T00:00:00Z,,0,0,0,0,OK
                        2020-01-01 00:05:00,a.csv,,0.25,0.5,0,true,2,0.9,0.01,2020-01-01T00:05:00Z,1,0.25,0,0,0,OK
                        soon,a.csv,3,,,,false,,,,,,0,,,,INVALID_BAD_TIME
                        2020-01-01 00:10:00,a.csv,inf,,,,false,,,,,,0,,,,INVALID_BAD_VALUE
                        """);
        assertThat(out.resolve("d/b.csv")).hasContent("""
                        timestamp,series,x,y,anomaly_score,p_value,surprisal,alarm,regime,regime_probability,change_probability,regime_since,incident,incident_score,expected_x,expected_y,lower_x,lower_y,upper_x,upper_y,status
                        2020-01-01,d/b.csv,1,2,0.25,0.5,1,false,2,0.9,0.01,2020-01-01T00:00:00Z,,0,0,0,0,0,0,0,OK
                        """);
        assertThat(Files.readAllLines(out.resolve("empty.csv"))).hasSize(1);
        assertThat(Files.readAllLines(out.resolve("regimes.csv")))
                .containsExactly(
                        "file,time,series,regime,previous,onset,probability",
                        "a.csv,2020-01-01T00:00:00Z,a.csv,2,,2020-01-01T00:00:00Z,0.9",
                        "d/b.csv,2020-01-01T00:00:00Z,d/b.csv,2,,2020-01-01T00:00:00Z,0.9");
    }

    @Test
    void aRowThatIsNoEventKeepsItsSeriesAndItsCellsWhereTheyCanBeRead() throws Exception {
        Files.writeString(
                in.resolve("a.csv"),
                "timestamp,site,room,load,note\n2020-01-01,x,1/2,oops,n\nsoon,x,1,7,n\n2020-01-01,,1,7,n\n2020-01-01,x,2,7\n");
        run(1, Samples.config("source: {format: csv, fields: {key: [site, room], values: [load, gone]}}"));

        String unscored = ",,,,false,,,,,,0,,,,,,,INVALID_MALFORMED\n";
        assertThat(out.resolve("a.csv"))
                .hasContent(
                        "timestamp,series,load,gone,anomaly_score,p_value,surprisal,alarm,regime,regime_probability,"
                                + "change_probability,regime_since,incident,incident_score,expected_load,expected_gone,lower_load,"
                                + "lower_gone,upper_load,upper_gone,status\n"
                                + "2020-01-01,x/1\\/2,oops," + unscored + "soon,x/1,7," + unscored + "2020-01-01,,7,"
                                + unscored
                                + "2020-01-01,x/2,7," + unscored);
    }

    @Test
    void anyOrderOfArrivalGivesTheSameBytes() throws Exception {
        StringBuilder text = new StringBuilder("timestamp,v\n");
        for (int i = 0; i < 500; i++) {
            text.append("t,").append(i).append('\n');
        }
        Files.writeString(in.resolve("a.csv"), text);
        List<OutRecord> rows = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            Event event = new Event("s,1", i, new double[] {i}, 0, i);
            new RowEncoder(List.of(), false, false).scored(event, verdict(event), "m", rows::add);
        }
        String first = sequenced(rows);
        Collections.shuffle(rows, new Random(12));

        assertThat(sequenced(rows)).isEqualTo(first).contains("\nt,\"s,1\",499,");
        OutRecord lost = rows.remove(100);
        assertThat(lost).isNotNull();
        assertThatThrownBy(() -> sequenced(rows)).hasMessageContaining("got no verdict and no status");
    }

    private String sequenced(List<OutRecord> rows) throws IOException {
        RowSequencer sequencer =
                new RowSequencer(InputFiles.of(in), out, CSV.source().fields());
        try {
            for (OutRecord row : rows) {
                sequencer.write(row, null);
            }
            sequencer.flush(true);
        } finally {
            sequencer.close();
        }
        return Files.readString(out.resolve("a.csv"));
    }

    @Test
    void theInputIsNeverOverwritten() throws IOException {
        Files.writeString(in.resolve("a.csv"), "timestamp,v\n1,2\n");
        RowSequencer sequencer =
                new RowSequencer(InputFiles.of(in), in, CSV.source().fields());

        assertThatThrownBy(() -> sequencer.flush(true)).hasMessageContaining("is the input itself");
        assertThat(in.resolve("a.csv")).hasContent("timestamp,v\n1,2\n");
    }
}
