package dev.undercurrent.jobs.scoring;

import static dev.undercurrent.jobs.scoring.RandomEvents.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.undercurrent.core.scoring.ScorerSettings;
import dev.undercurrent.jobs.scoring.format.Event;
import dev.undercurrent.jobs.scoring.format.Feed;
import dev.undercurrent.jobs.scoring.format.OutRecord;
import dev.undercurrent.schemas.Score;
import dev.undercurrent.schemas.Status;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.specific.SpecificDatumReader;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Records of status NO_DATA for keys that fell silent: once per silence, and nothing else changes by them. */
class ScoreOperatorSilenceTest {

    private static final long SILENCE = 30 * SECOND;
    private static final ScorerSettings SETTINGS = Rig.settings(0).withGaps(0, 1000, 1000 * SECOND, false);
    private static final Rig.Plan PLAN = Rig.Plan.of(SETTINGS).tellingAfter(SILENCE);

    private static List<Event> series(String name, long fromSeconds, int n) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            events.add(new Event(name, (fromSeconds + i) * SECOND, new double[] {Math.sin(i)}, 0, i));
        }
        return events;
    }

    private static Score score(OutRecord record) throws IOException {
        return new SpecificDatumReader<Score>(Score.getClassSchema())
                .read(null, DecoderFactory.get().binaryDecoder(record.value(), null));
    }

    private static List<Score> silences(Rig rig) throws IOException {
        List<Score> told = new ArrayList<>();
        for (OutRecord record : rig.records()) {
            if (record.feed() == Feed.SCORES && score(record).getStatus() == Status.NO_DATA) {
                told.add(score(record));
            }
        }
        return told;
    }

    @Test
    @DisplayName("a silent key is told of once per silence, with what is expected of its next event")
    void once() throws Exception {
        for (Rig.Backend backend : Rig.Backend.values()) {
            try (Rig rig = PLAN.on(backend).open()) {
                rig.accept(series("a", 0, 11)).watermark(10 * SECOND + SILENCE);
                assertThat(silences(rig)).isEmpty();
                rig.watermark(11 * SECOND + SILENCE).watermark(500 * SECOND);
                assertThat(silences(rig)).hasSize(1);
                Score told = silences(rig).get(0);
                assertThat(told.getSeries()).isEqualTo("a");
                assertThat(told.getSequence()).isEqualTo(10);
                assertThat(told.getTime().toEpochMilli()).isEqualTo((10 * SECOND + SILENCE) / 1000);
                assertThat(told.getValues()).containsExactly((Double) null);
                assertThat(told.getAnomalyScore()).isZero();
                assertThat(told.getPValue()).isEqualTo(1);
                rig.accept(series("a", 600, 3)).watermark(603 * SECOND + SILENCE);
                assertThat(silences(rig)).hasSize(2);
                assertThat(rig.count("keys_silent")).isEqualTo(2);
                Score next = score(rig.records().stream()
                        .filter(r -> r.feed() == Feed.SCORES)
                        .toList()
                        .get(12));
                assertThat(told.getExpected()).isEqualTo(next.getExpected());
                assertThat(told.getUpper()).isEqualTo(next.getUpper());
            }
        }
    }

    @Test
    @DisplayName("every other record is what it is without them")
    void changesNothing() throws Exception {
        List<Event> events = series("a", 0, 40);
        events.addAll(series("a", 100, 40));
        Fold fold = new Fold(SETTINGS).accept(events);
        try (Rig rig = PLAN.open()) {
            rig.accept(events.subList(0, 40)).watermark(99 * SECOND);
            rig.accept(events.subList(40, 80)).watermark(400 * SECOND);
            assertThat(silences(rig)).hasSize(2);
            List<String> others = new ArrayList<>();
            for (OutRecord record : rig.records()) {
                if (record.feed() != Feed.SCORES || score(record).getStatus() != Status.NO_DATA) {
                    others.add(Fold.line(record));
                }
            }
            assertThat(others).isEqualTo(fold.lines());
        }
    }

    @Test
    @DisplayName("a silence is told of once across a restore, also where the savepoint knew of none")
    void restored() throws Exception {
        try (Rig first = PLAN.open()) {
            first.accept(series("told", 0, 5)).watermark(100 * SECOND).accept(series("due", 100, 5));
            try (Rig second = PLAN.restore(first.snapshot())) {
                second.watermark(200 * SECOND);
                assertThat(silences(second)).extracting(Score::getSeries).containsExactly("due");
            }
        }
        try (Rig without = Rig.Plan.of(SETTINGS).open()) {
            without.accept(series("a", 0, 5)).watermark(6 * SECOND);
            try (Rig with = PLAN.restore(without.snapshot())) {
                with.watermark(7 * SECOND).accept(series("a", 7, 3)).watermark(200 * SECOND);
                assertThat(silences(with)).hasSize(1);
                try (Rig off = Rig.Plan.of(SETTINGS).restore(with.snapshot())) {
                    off.accept(series("a", 210, 3)).watermark(400 * SECOND);
                    assertThat(silences(off)).isEmpty();
                }
            }
        }
    }
}
