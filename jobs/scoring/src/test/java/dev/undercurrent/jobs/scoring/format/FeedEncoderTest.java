package dev.undercurrent.jobs.scoring.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.undercurrent.core.MemberView;
import dev.undercurrent.core.Verdict;
import dev.undercurrent.jobs.scoring.registry.FakeRegistry;
import dev.undercurrent.schemas.Forecast;
import dev.undercurrent.schemas.Incident;
import dev.undercurrent.schemas.Late;
import dev.undercurrent.schemas.Reason;
import dev.undercurrent.schemas.Regime;
import dev.undercurrent.schemas.Score;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.junit.jupiter.api.Test;

/** What was written by hand is what Avro's own reader reads. */
class FeedEncoderTest {

    private static final String MODEL = "online-hmm@0123";

    private static VerdictEncoder encoder(String yaml) {
        VerdictEncoder encoder = new FeedEncoder(Samples.config(yaml));
        encoder.open();
        return encoder;
    }

    private static <T> T read(Class<T> type, Schema schema, OutRecord record) {
        try {
            BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(record.value(), null);
            T read = type.cast(new SpecificDatumReader<>(schema).read(null, decoder));
            assertThat(decoder.isEnd()).as("all bytes read").isTrue();
            return read;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Double> boxed(double[] values) {
        return values == null ? null : DoubleStream.of(values).boxed().toList();
    }

    private static List<Double> nullable(double[] values) {
        return DoubleStream.of(values).mapToObj(v -> Double.isNaN(v) ? null : v).toList();
    }

    private static long micros(Instant time) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, time);
    }

    @Test
    void avroReadsWhatWasWrittenByHand() {
        VerdictEncoder encoder = encoder("sink: {format: avro-plain}");
        Samples samples = new Samples(2);
        for (int i = 0; i < 1000; i++) {
            Event event = samples.event();
            Verdict verdict = samples.verdict(event);
            List<OutRecord> out = new ArrayList<>();
            encoder.scored(event, verdict, MODEL, out::add);

            assertThat(out.stream().map(OutRecord::feed)).containsExactlyElementsOf(expectedFeeds(verdict));
            for (OutRecord record : out) {
                assertThat(new String(record.key(), StandardCharsets.UTF_8)).isEqualTo(event.series());
                switch (record.feed()) {
                    case SCORES -> check(event, verdict, read(Score.class, Score.getClassSchema(), record));
                    case REGIMES -> check(verdict, read(Regime.class, Regime.getClassSchema(), record));
                    case FORECASTS -> check(verdict, read(Forecast.class, Forecast.getClassSchema(), record));
                    default -> check(verdict, read(Incident.class, Incident.getClassSchema(), record));
                }
            }
        }
    }

    private static List<Feed> expectedFeeds(Verdict v) {
        List<Feed> feeds = new ArrayList<>(List.of(Feed.SCORES));
        if (v.regimeChanged() || v.sequence() == 0) {
            feeds.add(Feed.REGIMES);
        }
        if (v.forecast() != null) {
            feeds.add(Feed.FORECASTS);
        }
        if (v.incident() != null) {
            feeds.add(Feed.INCIDENTS);
        }
        return feeds;
    }

    private static void check(Event e, Verdict v, Score s) {
        assertThat(s.getSeries()).isEqualTo(e.series());
        assertThat(micros(s.getTime())).isEqualTo(v.time());
        assertThat(s.getSequence()).isEqualTo(v.sequence());
        assertThat(micros(s.getEpoch())).isEqualTo(v.epoch());
        assertThat(s.getValues()).isEqualTo(nullable(e.values()));
        assertThat(s.getStatus()).hasToString(v.status().name());
        assertThat(s.getSurprisal()).isEqualTo(v.surprisal());
        assertThat(s.getPValue()).isEqualTo(v.pValue());
        assertThat(s.getAnomalyScore()).isEqualTo(v.anomalyScore());
        assertThat(s.getAlarm()).isEqualTo(v.alarm());
        assertThat(s.getRegime()).isEqualTo(v.regime());
        assertThat(s.getRegimeProbability()).isEqualTo(v.regimeProbability());
        assertThat(s.getChangeProbability()).isEqualTo(v.changeProbability());
        assertThat(micros(s.getRegimeSince())).isEqualTo(v.regimeSince());
        assertThat(s.getExpected()).isEqualTo(boxed(v.expected()));
        assertThat(s.getLower()).isEqualTo(boxed(v.lower()));
        assertThat(s.getUpper()).isEqualTo(boxed(v.upper()));
        assertThat(s.getContributions()).isEqualTo(boxed(v.contributions()));
        assertThat(
                        s.getMembers() == null
                                ? null
                                : s.getMembers().stream()
                                        .map(m -> new MemberView(
                                                m.getName(), m.getWeight(), m.getSurprisal(), m.getTail()))
                                        .toList())
                .isEqualTo(v.members());
        assertThat(s.getIncident())
                .isEqualTo(v.incident() == null ? null : v.incident().number());
        assertThat(s.getModel()).isEqualTo(MODEL);
    }

    private static void check(Verdict v, Regime r) {
        assertThat(r.getRegime()).isEqualTo(v.regime());
        assertThat(r.getPrevious()).isEqualTo(v.regimeChanged() ? v.previousRegime() : null);
        assertThat(r.getProbability()).isEqualTo(v.regimeProbability());
        assertThat(micros(r.getOnset())).isEqualTo(v.regimeSince());
        assertThat(r.getModel()).isEqualTo(MODEL);
    }

    private static void check(Verdict v, Forecast f) {
        assertThat(f.getStep()).isEqualTo(v.forecast().step());
        assertThat(f.getChannels()).isEqualTo(v.forecast().quantiles().length);
        assertThat(f.getHorizon()).isEqualTo(v.forecast().quantiles()[0].length);
        assertThat(f.getLevels()).isEqualTo(boxed(v.forecast().levels()));
        assertThat(f.getQuantiles())
                .isEqualTo(Arrays.stream(v.forecast().quantiles())
                        .flatMap(Arrays::stream)
                        .flatMapToDouble(DoubleStream::of)
                        .boxed()
                        .toList());
    }

    private static void check(Verdict v, Incident i) {
        assertThat(i.getNumber()).isEqualTo(v.incident().number());
        assertThat(i.getPhase()).hasToString(v.incident().phase().name());
        assertThat(micros(i.getOnset())).isEqualTo(v.incident().onset());
        assertThat(micros(i.getOpened())).isEqualTo(v.incident().opened());
        assertThat(i.getPeakScore()).isEqualTo(v.incident().peakScore());
        assertThat(micros(i.getPeakTime())).isEqualTo(v.incident().peakTime());
        assertThat(i.getAnomalyScore()).isEqualTo(v.anomalyScore());
        assertThat(i.getContributions()).isEqualTo(boxed(v.contributions()));
    }

    @Test
    void lateAndRefusedEventsKeepTheirValuesAndOrigin() {
        VerdictEncoder encoder = encoder("sink: {format: avro-plain}");
        Event event = new Samples(3).event();
        List<OutRecord> out = new ArrayList<>();
        encoder.late(event, 42, out::add);
        encoder.refused(event, "too-many-series", "7; allowed: 6", out::add);
        encoder.duplicate(event, out::add);

        assertThat(out).hasSize(2);
        Late late = read(Late.class, Late.getClassSchema(), out.get(0));
        assertThat(out.get(0).feed()).isEqualTo(Feed.LATE);
        assertThat(late.getReason()).isEqualTo(Reason.LATE);
        assertThat(micros(late.getClock())).isEqualTo(42);
        assertThat(late.getValues()).isEqualTo(nullable(event.values()));
        assertThat(late.getSourceOffset()).isEqualTo(event.offset());
        Late refused = read(Late.class, Late.getClassSchema(), out.get(1));
        assertThat(out.get(1).feed()).isEqualTo(Feed.DEAD_LETTERS);
        assertThat(out.get(1).headers())
                .contains("error.class", "too-many-series", "error.message", "7; allowed: 6", "stage", "score");
        assertThat(refused.getReason()).isEqualTo(Reason.REFUSED);
        assertThat(refused.getClock()).isNull();
    }

    @Test
    void jsonSaysTheSameWithNames() throws IOException {
        VerdictEncoder encoder = encoder("sink: {format: json}");
        Samples samples = new Samples(4);
        ObjectMapper json = new ObjectMapper();
        for (int i = 0; i < 200; i++) {
            Event event = samples.event();
            Verdict verdict = samples.verdict(event);
            List<OutRecord> out = new ArrayList<>();
            encoder.scored(event, verdict, MODEL, out::add);

            JsonNode score = json.readTree(out.get(0).value());
            assertThat(score.properties().stream().map(e -> e.getKey()))
                    .containsExactlyElementsOf(Score.getClassSchema().getFields().stream()
                            .map(Schema.Field::name)
                            .toList());
            assertThat(score.get("series").textValue()).isEqualTo(event.series());
            assertThat(score.get("time").longValue()).isEqualTo(event.time());
            assertThat(score.get("surprisal").doubleValue()).isEqualTo(verdict.surprisal());
            assertThat(score.get("status").textValue())
                    .isEqualTo(verdict.status().name());
            assertThat(score.get("values")).hasSize(event.values().length);
        }
    }

    @Test
    void feedsCanBeOff() {
        VerdictEncoder encoder = encoder("sink: {format: avro-plain, feeds: {scores: false, regimes: false,"
                + " forecasts: false, incidents: false, late: false, dead-letters: false}}");
        Samples samples = new Samples(5);
        List<OutRecord> out = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            Event event = samples.event();
            encoder.scored(event, samples.verdict(event), MODEL, out::add);
            encoder.late(event, 0, out::add);
            encoder.refused(event, "too-many-series", "7; allowed: 6", out::add);
        }

        assertThat(out).isEmpty();
    }

    @Test
    void theWireFormatCarriesTheRegistrysId() {
        try (FakeRegistry registry = new FakeRegistry().answer(200, "{\"id\":259}")) {
            VerdictEncoder encoder =
                    encoder("registry: {url: \"" + registry.config().url() + "\"}");
            Event event = new Samples(6).event();
            List<OutRecord> out = new ArrayList<>();
            encoder.late(event, 0, out::add);

            assertThat(out.get(0).value()).startsWith(0, 0, 0, 1, 3);
            assertThat(registry.questions()).anyMatch(q -> q.contains("/subjects/uc.scores.v1-value/versions"));
        }
    }
}
