package dev.undercurrent.core.scoring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undercurrent.core.Forecast;
import dev.undercurrent.core.MemberView;
import dev.undercurrent.core.ModelId;
import dev.undercurrent.core.Reading;
import dev.undercurrent.core.Seeded;
import dev.undercurrent.core.calibration.AlarmSettings;
import dev.undercurrent.core.math.Draw;
import dev.undercurrent.core.network.NetworkSpec.Kind;
import dev.undercurrent.core.network.RandomWeights;
import dev.undercurrent.core.seasonal.Seasons;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Keys that find their seasons by themselves. */
class SeasonSearchTest {

    private static final long HOUR = 3600 * Fold.SECOND;
    private static final int WAIT = 400;

    private static ScorerSettings plain() {
        var spec = RandomWeights.tiny(Kind.LSTM);
        var network = new TrainedNetwork(new ModelId("n", "0", "l"), spec, RandomWeights.of(spec, 1));
        return ScorerSettings.standard()
                .withForecast(4, 5)
                .withGaps(HOUR, 50, 1000 * HOUR, false)
                // what was learnt is to depend on the values alone
                .withAlarm(new AlarmSettings(1, 168 * HOUR, 64, 150, 8, 0))
                .withMembers(Seasons.NONE, true, network);
    }

    private static ScorerSettings seeking() {
        return plain().withDetection(WAIT);
    }

    /** Hourly: days of a random shape with noise; season 1 = noise alone. */
    private static List<Arrival> days(long seed, int n, int season, double noise, int channels) {
        var random = new SplittableRandom(seed);
        double[] shape = new double[season];
        for (int i = 0; i < season && season > 1; i++) {
            shape[i] = 5 * Draw.normal(random);
        }
        List<Arrival> arrivals = new ArrayList<>();
        for (int t = 0; t < n; t++) {
            double[] x = new double[channels];
            for (int c = 0; c < channels; c++) {
                x[c] = 20 + shape[(t + c) % season] + noise * Draw.normal(random);
            }
            arrivals.add(new Arrival(new Reading(t * HOUR, x), 0, t));
        }
        return arrivals;
    }

    private static Fold fold(ScorerSettings settings, List<Arrival> arrivals) {
        var fold = new Fold(settings, arrivals.get(0).reading().values().length);
        arrivals.forEach(fold::accept);
        return fold;
    }

    private static MemberView view(Fold fold, int t, int member) {
        return fold.verdicts.get(t).members().get(member);
    }

    private static double surprisal(Fold fold, int from, int member) {
        return IntStream.range(from, fold.verdicts.size())
                .mapToDouble(t -> view(fold, t, member).surprisal())
                .average()
                .orElseThrow();
    }

    /** Mean absolute error of the medians forecast after the search. */
    private static double error(Fold fold) {
        double sum = 0;
        int count = 0;
        for (int t = WAIT; t + 4 < fold.verdicts.size(); t++) {
            Forecast forecast = fold.verdicts.get(t).forecast();
            for (int h = 0; forecast != null && h < 4; h++, count++) {
                double x = fold.scored.get(t + 1 + h).reading().values()[0];
                sum += Math.abs(forecast.quantiles()[0][h][1] - x);
            }
        }
        return sum / count;
    }

    @Test
    @DisplayName("from the event after the search on, members say what they would have said had the day been declared")
    void finds() {
        List<Arrival> arrivals = days(1, 900, 24, 1, 1);
        Fold own = fold(seeking(), arrivals);
        Fold declared = fold(plain().withMembers(new Seasons(24, 168), true, plain().network()), arrivals);
        Fold never = fold(plain(), arrivals);
        assertThat(own.state.seasons).isEqualTo(new Seasons(24, 168));
        for (int member = 1; member <= 2; member++) {
            for (int t = WAIT; t < WAIT + 100; t++) {
                assertThat(view(own, t, member).surprisal())
                        .isEqualTo(view(declared, t, member).surprisal());
            }
        }
        Verdicts.assertSame(own.verdicts.subList(0, WAIT), never.verdicts.subList(0, WAIT));
        // the hidden Markov model knows of no seasons: it goes on as it was
        assertThat(surprisal(own, WAIT, 0)).isEqualTo(surprisal(never, WAIT, 0));
        assertThat(surprisal(own, WAIT, 1)).isLessThan(surprisal(never, WAIT, 1) - 0.4);
        assertThat(error(own)).isLessThan(0.5 * error(never)).isLessThan(1.1 * error(declared));
        assertThat(view(own, WAIT, 1).weight()).isGreaterThan(0.5);
        assertThat(own.state.alarm.number()).isLessThanOrEqualTo(never.state.alarm.number());
    }

    @Test
    @DisplayName("a key without a season goes on as if nobody had looked, and remembers nothing any more")
    void none() {
        List<Arrival> arrivals = days(2, 600, 1, 1, 1);
        Fold own = fold(seeking(), arrivals);
        Verdicts.assertSame(own.verdicts, fold(plain(), arrivals).verdicts);
        assertThat(own.state.seasons).isEqualTo(Seasons.NONE);
        int lineage = "+own/1".length();
        assertThat(own.bytes()).hasSize(fold(plain(), arrivals).bytes().length + lineage + 12);
    }

    @Test
    @DisplayName(
            "a key that waits carries 8 bytes per event and channel; one that has found has the bytes of a declared one")
    void bytes() {
        List<Arrival> arrivals = days(3, 900, 24, 1, 2);
        int more = "+own/1".length() + 12;
        assertThat(fold(seeking(), arrivals.subList(0, 300)).bytes())
                .hasSize(fold(plain(), arrivals.subList(0, 300)).bytes().length + more + 300 * 2 * 8);
        ScorerSettings declared = plain().withMembers(new Seasons(24, 168), true, plain().network());
        int names = "24/168".length() - "0/0".length();
        assertThat(fold(seeking(), arrivals).bytes())
                .hasSize(fold(declared, arrivals).bytes().length - names + more);
    }

    @Test
    @DisplayName(
            "through bytes, copies and batches at random points, with gaps and missing values, verdicts are the same")
    void roundTrip() {
        Seeded.check(4, (random, size) -> {
            int channels = 1 + size % 2;
            List<Arrival> arrivals = new ArrayList<>();
            int gap = 0;
            for (Arrival a : days(size, 500, 3 + 7 * size, 1, channels)) {
                gap = gap > 0 ? gap - 1 : random.nextInt(60) == 0 ? random.nextInt(1, 5) : 0;
                double[] x = a.reading().values().clone();
                if (random.nextInt(30) == 0) {
                    x[random.nextInt(channels)] = Double.NaN;
                }
                if (gap == 0) {
                    arrivals.add(new Arrival(new Reading(a.reading().time(), x), 0, a.offset()));
                }
            }
            ScorerSettings settings = seeking().withLateness(size == 2 ? 3 * HOUR : 0, 20);
            var straight = new Fold(settings, channels);
            arrivals.forEach(straight::accept);
            straight.drain();
            var broken = new Fold(settings, channels);
            var other = broken.states.start("another one", channels);
            for (Arrival arrival : arrivals) {
                broken.accept(arrival);
                switch (random.nextInt(5)) {
                    case 0 -> {
                        broken.restore(settings);
                        other = broken.states.start("another one", channels);
                    }
                    case 1 -> broken.state = broken.states.copy(broken.state);
                    case 2 -> broken.states.settle(new KeyState[] {other, broken.state, other}, 3);
                    default -> {}
                }
            }
            broken.drain();
            assertThat(straight.state.seasons.season()).isEqualTo(3 + 7 * size);
            Verdicts.assertSame(broken.verdicts, straight.verdicts);
            assertThat(broken.bytes()).isEqualTo(straight.bytes());
        });
    }

    @Test
    @DisplayName("after a gap that starts the key again it is as a new one, and looks again")
    void again() {
        List<Arrival> arrivals = days(4, 500, 24, 1, 1);
        Fold own = fold(seeking(), arrivals);
        List<Arrival> later = days(5, 900, 15, 1, 1).stream()
                .map(a -> new Arrival(
                        new Reading(
                                a.reading().time() + 2000 * HOUR, a.reading().values()),
                        0,
                        a.offset()))
                .toList();
        later.forEach(own::accept);
        Fold fresh = fold(seeking(), later);
        assertThat(own.state.seasons.season()).isEqualTo(15);
        Verdicts.assertSame(own.verdicts.subList(500, 1400), fresh.verdicts);
    }

    @Test
    @DisplayName("before a gap that does not fit what it remembers, a key looks with what it has")
    void gap() {
        List<Arrival> arrivals = days(6, WAIT + 40, 24, 1, 1);
        var own = new Fold(seeking(), 1);
        arrivals.subList(0, WAIT - 20).forEach(own::accept);
        assertThat(own.state.seasons).isEqualTo(Seasons.NONE);
        arrivals.subList(WAIT, WAIT + 40).forEach(own::accept);
        assertThat(own.state.seasons.season()).isEqualTo(24);
        // the gap is stepped after the search, so that the phase is kept
        assertThat(view(own, WAIT, 1).surprisal()).isLessThan(5);
        assertThat(surprisal(own, WAIT - 20, 1)).isLessThan(2.5);
    }

    @Test
    @DisplayName("of several channels the season that most of them have counts")
    void votes() {
        List<Arrival> day = days(7, 450, 24, 1, 1);
        List<Arrival> shift = days(8, 450, 10, 1, 2);
        List<Arrival> arrivals = new ArrayList<>();
        for (int t = 0; t < day.size(); t++) {
            double[] two = shift.get(t).reading().values();
            double[] x = {day.get(t).reading().values()[0], two[0], two[1]};
            arrivals.add(new Arrival(new Reading(t * HOUR, x), 0, t));
        }
        assertThat(fold(seeking(), arrivals).state.seasons.season()).isEqualTo(10);
    }

    @Test
    @DisplayName(
            "settings that search say so in their bytes and lineage; others keep bytes and id; both at once is refused")
    void settings() {
        var out = new ByteSink(64);
        seeking().write(out);
        assertThat(out.toBytes()[0]).isEqualTo((byte) 4);
        assertThat(ScorerSettings.read(new ByteSource(out.toBytes())).detect()).isEqualTo(WAIT);
        out.clear();
        plain().write(out);
        assertThat(out.toBytes()[0]).isEqualTo((byte) 3);
        assertThat(seeking().lineage()).isNotEqualTo(plain().lineage());
        // where no member knows of seasons there is nothing to look for
        assertThat(ScorerSettings.standard().withDetection(WAIT).lineage())
                .isEqualTo(ScorerSettings.standard().lineage());
        assertThat(seeking().withMembers(new Seasons(7, 0), true, null).detect())
                .isZero();
        assertThatThrownBy(() -> plain().withDetection(63)).hasMessageContainingAll("detect", "63", "64 to 8192");
    }

    @Test
    @DisplayName("bytes of a key that says impossible things of its seasons are refused")
    void refuses() {
        Fold own = fold(seeking(), days(9, 100, 24, 1, 1));
        byte[] bytes = own.bytes();
        int at = -1;
        for (int i = 0; i + 12 < bytes.length; i++) {
            var in = new ByteSource(bytes, i, bytes.length - i);
            at = in.readLong() == 0 && in.readInt() == 100 ? i : at;
        }
        for (int[] wrong : new int[][] {{3, 1}, {7, 5}, {11, 101}}) {
            byte[] damaged = bytes.clone();
            damaged[at + wrong[0]] = (byte) wrong[1];
            assertThatThrownBy(() -> own.states.read(new ByteSource(damaged)))
                    .isInstanceOf(IllegalStateException.class);
        }
    }
}
