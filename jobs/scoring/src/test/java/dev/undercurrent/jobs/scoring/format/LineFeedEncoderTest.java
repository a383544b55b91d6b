package dev.undercurrent.jobs.scoring.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undercurrent.core.Incident;
import dev.undercurrent.core.Verdict;
import dev.undercurrent.core.tokens.Expected;
import dev.undercurrent.core.tokens.LineVerdict;
import dev.undercurrent.core.tokens.SequenceVerdict;
import dev.undercurrent.schemas.LineScore;
import dev.undercurrent.schemas.LineStatus;
import dev.undercurrent.schemas.Phase;
import dev.undercurrent.schemas.Regime;
import dev.undercurrent.schemas.SequenceEnd;
import dev.undercurrent.schemas.SequenceScore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.junit.jupiter.api.Test;

/** What was written by hand is what Avro's own reader reads. */
class LineFeedEncoderTest {

    private static final long T = 1_714_979_289_000_001L;
    private static final MinedLine LINE =
            new MinedLine("k/é", "s", T, -7, "took <*> ms", true, "took 5 ms", false, 3, 4, 99, 0);
    private static final List<Expected> NEXT = List.of(new Expected(5, 0.62, "up"), new Expected(1, 0.3, "<other>"));

    private static List<OutRecord> scored(String yaml, LineVerdict verdict) {
        LineFeedEncoder encoder =
                new LineFeedEncoder(Samples.config("{kind: logs, source: {format: text}, " + yaml + "}"));
        encoder.open();
        List<OutRecord> out = new ArrayList<>();
        encoder.scored(LINE, verdict, "m@1", out::add);
        return out;
    }

    private static LineVerdict verdict(int regime, int previous, Incident incident) {
        return new LineVerdict(
                T,
                3,
                T - 5,
                Verdict.Status.OK,
                -7,
                "took <*> ms",
                true,
                4.5,
                0.011,
                3,
                0.02,
                0.14,
                true,
                NEXT,
                regime,
                0.75,
                T - 4,
                previous,
                previous == Verdict.NO_REGIME ? 0 : 33,
                incident);
    }

    private static <R> R read(Class<R> type, Schema schema, OutRecord record) {
        try {
            BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(record.value(), null);
            R read = type.cast(new SpecificDatumReader<>(schema).read(null, decoder));
            assertThat(decoder.isEnd()).as("all bytes read").isTrue();
            return read;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Instant instant(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }

    @Test
    void aLineScoreIsWhatItsSchemaSays() {
        List<OutRecord> out =
                scored("sink: {format: avro-plain}", verdict(2, 1, new Incident(6, Incident.Phase.OPEN, T, T, 0.3, T)));

        assertThat(out.stream().map(OutRecord::feed)).containsExactly(Feed.LINE_SCORES, Feed.REGIMES, Feed.INCIDENTS);
        assertThat(out).allSatisfy(r -> assertThat(r.key()).isEqualTo("k/é".getBytes(StandardCharsets.UTF_8)));
        LineScore score = read(LineScore.class, LineScore.getClassSchema(), out.get(0));
        assertThat(score.getSeries()).isEqualTo("k/é");
        assertThat(score.getTime()).isEqualTo(instant(T));
        assertThat(score.getSequence()).isEqualTo(3);
        assertThat(score.getEpoch()).isEqualTo(instant(T - 5));
        assertThat(score.getSource()).isEqualTo("s");
        assertThat(score.getTemplate()).isEqualTo(-7);
        assertThat(score.getText()).isEqualTo("took <*> ms");
        assertThat(score.getLine()).isEqualTo("took 5 ms");
        assertThat(score.getLines()).isEqualTo(3);
        assertThat(score.getStatus()).isEqualTo(LineStatus.OK);
        assertThat(score.getFresh()).isTrue();
        assertThat(score.getSurprisal()).isEqualTo(4.5);
        assertThat(score.getProbability()).isEqualTo(0.011);
        assertThat(score.getRank()).isEqualTo(3);
        assertThat(score.getPValue()).isEqualTo(0.02);
        assertThat(score.getAnomalyScore()).isEqualTo(0.14);
        assertThat(score.getAlarm()).isTrue();
        assertThat(score.getExpected()).hasSize(2);
        assertThat(score.getExpected().get(1).getTemplate()).isEqualTo(1);
        assertThat(score.getExpected().get(0).getProbability()).isEqualTo(0.62);
        assertThat(score.getExpected().get(0).getText()).isEqualTo("up");
        assertThat(score.getExplanation())
                .isEqualTo("expected \"up\" (62 %) or \"<other>\" (30 %), saw \"took <*> ms\" (never seen before)");
        assertThat(score.getRegime()).isEqualTo(2);
        assertThat(score.getRegimeProbability()).isEqualTo(0.75);
        assertThat(score.getIncident()).isEqualTo(6L);
        assertThat(score.getSourcePartition()).isEqualTo(4);
        assertThat(score.getSourceOffset()).isEqualTo(99);
        assertThat(score.getModel()).isEqualTo("m@1");
        Regime regime = read(Regime.class, Regime.getClassSchema(), out.get(1));
        assertThat(List.of(regime.getRegime(), regime.getPrevious())).containsExactly(2, 1);
        assertThat(regime.getOnset()).isEqualTo(instant(T - 4));
        assertThat(regime.getDwell()).isEqualTo(33L);
        var incident = read(
                dev.undercurrent.schemas.Incident.class,
                dev.undercurrent.schemas.Incident.getClassSchema(),
                out.get(2));
        assertThat(incident.getPhase()).isEqualTo(Phase.OPEN);
        assertThat(incident.getNumber()).isEqualTo(6);
    }

    @Test
    void withoutRegimeIncidentOrLineTheirFieldsAreNull() {
        List<OutRecord> out = scored(
                "sink: {format: avro-plain}, logs: {model: {keep-chars: 0}}",
                verdict(Verdict.NO_REGIME, Verdict.NO_REGIME, null));

        LineScore score = read(LineScore.class, LineScore.getClassSchema(), out.get(0));
        assertThat(out).hasSize(1);
        assertThat(score.getLine()).isNull();
        assertThat(score.getRegime()).isNull();
        assertThat(score.getIncident()).isNull();
    }

    @Test
    void aSequenceScoreIsWhatItsSchemaSays() throws IOException {
        SequenceVerdict verdict =
                new SequenceVerdict(T - 9, T, 12, 20.5, 1.5, 6.5, 6.5, 2, 6.5, 0.004, 0.2, true, NEXT);
        for (String format : List.of("avro-plain", "json")) {
            LineFeedEncoder encoder = new LineFeedEncoder(
                    Samples.config("{kind: logs, source: {format: text}, sink: {format: " + format + "}}"));
            encoder.open();
            List<OutRecord> out = new ArrayList<>();
            String explanation = Explanation.of(verdict, LineEncoder.End.SILENCE, "saw \"x\"");
            encoder.ended("k", LineEncoder.End.SILENCE, verdict, explanation, "m@1", out::add);
            assertThat(explanation)
                    .isEqualTo("saw \"x\"; fell silent, but expected \"up\" (62 %) or \"<other>\" (30 %)");
            if (format.equals("json")) {
                JsonNode json = new ObjectMapper().readTree(out.get(0).value());
                assertThat(json.get("end").asText()).isEqualTo("SILENCE");
                assertThat(json.get("expected").get(0).get("text").asText()).isEqualTo("up");
                assertThat(json.get("time").asLong()).isEqualTo(T);
                continue;
            }
            SequenceScore score = read(SequenceScore.class, SequenceScore.getClassSchema(), out.get(0));
            assertThat(score.getSeries()).isEqualTo("k");
            assertThat(score.getEpoch()).isEqualTo(instant(T - 9));
            assertThat(score.getTime()).isEqualTo(instant(T));
            assertThat(score.getEnd()).isEqualTo(SequenceEnd.SILENCE);
            assertThat(score.getLines()).isEqualTo(12);
            assertThat(score.getFresh()).isEqualTo(2);
            assertThat(List.of(
                            score.getSurprisal(),
                            score.getMeanSurprisal(),
                            score.getMaxSurprisal(),
                            score.getEndSurprisal(),
                            score.getScore(),
                            score.getPValue(),
                            score.getAnomalyScore()))
                    .containsExactly(20.5, 1.5, 6.5, 6.5, 6.5, 0.004, 0.2);
            assertThat(score.getAnomalous()).isTrue();
            assertThat(score.getExpected().get(1).getText()).isEqualTo("<other>");
            assertThat(score.getExplanation()).isEqualTo(explanation);
        }
    }

    @Test
    void everyEndHasTheCodeOfItsSymbol() {
        for (LineEncoder.End end : LineEncoder.End.values()) {
            assertThat(SequenceEnd.getClassSchema().getEnumSymbols().get(end.code()))
                    .isEqualTo(end.name());
        }
        for (Verdict.Status status : List.of(Verdict.Status.OK, Verdict.Status.WARMING, Verdict.Status.FROZEN)) {
            assertThat(LineStatus.getClassSchema().getEnumSymbols().get(status.code() + 1))
                    .isEqualTo(status.name());
        }
    }
}
