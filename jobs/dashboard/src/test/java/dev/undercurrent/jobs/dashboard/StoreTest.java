package dev.undercurrent.jobs.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undercurrent.core.calibration.Alarm;
import dev.undercurrent.core.calibration.AlarmSettings;
import dev.undercurrent.jobs.scoring.config.AlarmConfig;
import dev.undercurrent.schemas.MemberView;
import dev.undercurrent.schemas.Phase;
import dev.undercurrent.schemas.Score;
import dev.undercurrent.schemas.Status;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class StoreTest {

    private static final AlarmConfig ALARM = Made.config().alarm();

    @Test
    @DisplayName("However many series come, no more are kept than allowed, and the silent ones go first")
    void bounded() {
        Store store = new Store(16, 200);
        for (int n = 0; n < 5000; n++) {
            store.add(Made.score("s" + n, n, 0, 1.0));
            // one that never falls silent
            store.add(Made.score("alive", n, 0, 1.0));
        }
        assertThat(store.size()).isLessThanOrEqualTo(200);
        assertThat(store.of("alive")).isNotNull();
        assertThat(store.of("s4999")).isNotNull();
        assertThat(store.of("s0")).isNull();
        assertThat(store.size() + store.dropped()).isEqualTo(5001);
        assertThat(store.of("alive").read(Ring::size)).isEqualTo(16);
    }

    @Test
    @DisplayName("A verdict that comes again, as after a restart of the job, changes nothing")
    void repeats() {
        Store store = new Store(16, 10);
        assertThat(store.add(Made.score("s", 5, 0, 1.0))).isTrue();
        long version = store.of("s").version();
        assertThat(store.add(Made.score("s", 5, 0, 1.0))).isFalse();
        assertThat(store.add(Made.score("s", 4, 0, 1.0))).isFalse();
        assertThat(store.of("s").version()).isEqualTo(version);
        assertThat(store.add(Made.score("s", 6, 0, 1.0))).isTrue();
    }

    @Test
    @DisplayName("What is said of a silent series is no point, and ends with its next event, whatever the time of that")
    void silence() {
        Store store = new Store(16, 10);
        store.add(Made.score("s", 5, 0, 1.0));
        Score told = Score.newBuilder(Made.score("s", 50, 0, (Double) null))
                .setStatus(Status.NO_DATA)
                .setSequence(5)
                .build();
        assertThat(store.add(told)).isTrue();
        assertThat(store.of("s").silent()).isTrue();
        assertThat(store.of("s").read(Ring::size)).isEqualTo(1);
        assertThat(store.add(Made.score("s", 30, 0, 1.0))).isTrue();
        assertThat(store.of("s").silent()).isFalse();
        // told again, as after a restart of the job, when it is no longer true
        store.add(told);
        assertThat(store.of("s").silent()).isFalse();
        assertThat(store.of("s").read(Ring::size)).isEqualTo(2);
    }

    @Test
    @DisplayName(
            "An event without values, of which no member says anything, leaves the points before it where they are")
    void missing() {
        Store store = new Store(16, 10);
        store.add(Score.newBuilder(Made.score("s", 5, 0, 1.0))
                .setMembers(List.of(new MemberView("a", 0.5, 1.0, 0.5), new MemberView("b", 0.5, 2.0, 0.25)))
                .build());
        store.add(Score.newBuilder(Made.score("s", 6, 0, (Double) null))
                .setStatus(Status.MISSING)
                .build());
        assertThat(store.of("s").read(Ring::size)).isEqualTo(2);
    }

    @Test
    @DisplayName("The alarm line is where the alarm itself has its threshold")
    void alarmLine() {
        for (double budget : new double[] {0.1, 1, 100}) {
            for (long interval : new long[] {1_000, 200_000, 60_000_000, 86_400_000_000L}) {
                Duration per = Duration.ofDays(7);
                Alarm alarm = new Alarm(settings(budget, per));
                Alarm.State state = new Alarm.State();
                for (int n = 0; n < 20; n++) {
                    alarm.update(state, n * interval, n == 0 ? 0 : interval, 0, 0);
                }
                AlarmConfig config = new AlarmConfig(budget, per, 64, 150, 64, 8);
                assertThat(AlarmLine.score(config, state.interval()) * 12)
                        .isCloseTo(alarm.threshold(state), org.assertj.core.api.Assertions.within(1e-9));
            }
        }
    }

    private static AlarmSettings settings(double budget, Duration per) {
        return new AlarmSettings(budget, per.toNanos() / 1_000, 64, 150, 64, 8);
    }

    @Test
    @DisplayName("Series with open incidents lead, then those near an alarm; the rest stays in the order of names")
    void order() {
        Store store = new Store(16, 100);
        store.add(Made.score("b/quiet", 1_000_000, 0.02, 1.0));
        store.add(Made.score("a/quiet", 1_000_000, 0.01, 1.0));
        store.add(Made.score("c/hot", 1_000_000, 0.9, 1.0));
        store.add(Made.score("d/open", 1_000_000, 0.1, 1.0));
        store.add(Made.incident("d/open", 1, Phase.OPEN, 1_000_000, 0.6));
        assertThat(names(Listing.ALL, store)).containsExactly("d/open", "c/hot", "a/quiet", "b/quiet");
        assertThat(names(new Listing("", Listing.Sort.NAME, -1), store))
                .containsExactly("a/quiet", "b/quiet", "c/hot", "d/open");
        assertThat(names(new Listing("QUIET b", Listing.Sort.NAME, -1), store)).containsExactly("b/quiet");
        assertThat(new Listing("", Listing.Sort.NAME, 1).apply(store.all(), ALARM))
                .extracting(Listing.Group::name)
                .containsExactly("hot", "open", "quiet");
        store.add(Made.incident("d/open", 1, Phase.CLOSE, 2_000_000, 0.6));
        assertThat(names(Listing.ALL, store)).first().isEqualTo("c/hot");
    }

    private static List<String> names(Listing listing, Store store) {
        return listing.apply(store.all(), ALARM).stream()
                .flatMap(group -> group.series().stream())
                .map(History::series)
                .toList();
    }

    @Test
    @DisplayName("Parts of a key are split at slashes, but not at escaped ones")
    void parts() {
        assertThat(Listing.part("a/b\\/c/d", 0)).isEqualTo("a");
        assertThat(Listing.part("a/b\\/c/d", 1)).isEqualTo("b/c");
        assertThat(Listing.part("a/b\\/c/d", 2)).isEqualTo("d");
        assertThat(Listing.part("a/b\\/c/d", 3)).isEmpty();
        assertThat(Listing.part("a\\\\/b", 0)).isEqualTo("a\\");
    }

    @Test
    @DisplayName("An incident is told in one sentence: what came, what was expected, how rare that is")
    void explanation() {
        Store store = new Store(16, 10);
        store.add(Made.score("s", 1, 0.0, 10.0));
        store.add(Made.score("s", 2, 0.5, 120.0));
        IncidentView view = new IncidentView(store);
        assertThat(view.explanation(Made.incident("s", 1, Phase.OPEN, 2, 0.5)))
                .isEqualTo(
                        "The value rose to 120 where 8 to 12.5 was expected, about as rare as one in 1,000,000 of its own"
                                + " past; regime 1 became 2.");
        assertThat(view.explanation(Made.incident("gone", 1, Phase.OPEN, 2, 0.25)))
                .isEqualTo("At its peak the event was about as rare as one in 1,000 of its own past.");
    }
}
