package dev.undercurrent.core.seasonal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undercurrent.core.Seeded;
import dev.undercurrent.core.math.Draw;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SeasonDetectorTest {

    private static final long MINUTE = 60_000_000L;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    @Test
    @DisplayName("a noisy wave on a trend is found by its period, whatever it is, without being told the spacing")
    void waves() {
        Seeded.check(30, (random, size) -> {
            int season = 5 + random.nextInt(60);
            double[] x = Series.wave(random, 12 * season, season, 0.2, 0.05 * random.nextDouble());
            assertThat(SeasonDetector.detect(x, 0).season())
                    .isBetween(season - season / 20 - (season > 30 ? 1 : 0), season + season / 20 + 1);
            assertThat(SeasonDetector.detect(Series.wave(random, 4 * season, season, 0, 0), 0)
                            .season())
                    .isBetween(season - 1, season + 1);
        });
    }

    @Test
    @DisplayName("a random profile under noise as strong as it is found exactly")
    void profiles() {
        Seeded.check(30, (random, size) -> {
            int season = 7 + random.nextInt(30);
            double[] profile = Draws.normal(random, season);
            double[] x = Draws.normal(random, 40 * season);
            for (int t = 0; t < x.length; t++) {
                x[t] += profile[t % season];
            }
            // chance may make a profile whose parts resemble each other: a part of the season is a season too
            assertThat(season % SeasonDetector.detect(x, 0).season()).isZero();
        });
    }

    @Test
    @DisplayName("noise, autoregressions and random walks have no season in 1,000 tries, told the spacing or not")
    void none() {
        double[] memories = {0, 0.5, 0.9, 0.99, 1};
        Seeded.check(250, (random, size) -> {
            double[] x = Series.autoregressive(random, 100 + size, memories[size % 5]);
            assertThat(SeasonDetector.detect(x, 0)).isEqualTo(Seasons.NONE);
            assertThat(SeasonDetector.detect(x, HOUR)).isEqualTo(Seasons.NONE);
            for (int t = 0; t < x.length; t++) {
                x[t] += 0.3 * t;
            }
            assertThat(SeasonDetector.detect(x, HOUR)).isEqualTo(Seasons.NONE);
            assertThat(SeasonDetector.detect(x, 0)).isEqualTo(Seasons.NONE);
        });
    }

    @Test
    @DisplayName("an hourly series with days has weeks too, unless the week is against it")
    void calendar() {
        Seeded.check(10, (random, size) -> {
            assertThat(SeasonDetector.detect(Series.weekly(random, 900, 24, 0.3), HOUR))
                    .isEqualTo(new Seasons(24, 168));
            // a rhythm of five days speaks against weeks
            double[] x = Series.wave(random, 1200, 24, 0.1, 0);
            for (int t = 0; t < x.length; t++) {
                x[t] += t / 24 % 5 < 2 ? 1 : -1;
            }
            Seasons found = SeasonDetector.detect(x, HOUR);
            assertThat(found.season()).isEqualTo(24);
            assertThat(found.longer()).isIn(0, 120);
        });
    }

    @Test
    @DisplayName("gaps, glitches and repeated values do not hide a season")
    void dirty() {
        Seeded.check(10, (random, size) -> {
            double[] x = Series.weekly(random, 600, 24, 0.3);
            for (int i = 0; i < 40; i++) {
                x[random.nextInt(x.length)] = Double.NaN;
            }
            for (int i = 0; i < 5; i++) {
                x[random.nextInt(x.length)] = i % 2 == 0 ? 1e9 : -Double.MAX_VALUE;
            }
            assertThat(SeasonDetector.detect(x, HOUR).season()).isEqualTo(24);
        });
    }

    @Test
    @DisplayName("too few, constant or missing values have no season")
    void nothing() {
        assertThat(SeasonDetector.detect(new double[0], HOUR)).isEqualTo(Seasons.NONE);
        assertThat(SeasonDetector.detect(new double[500], HOUR)).isEqualTo(Seasons.NONE);
        double[] missing = new double[500];
        Arrays.fill(missing, Double.NaN);
        assertThat(SeasonDetector.detect(missing, HOUR)).isEqualTo(Seasons.NONE);
        Arrays.fill(missing, 7e300);
        assertThat(SeasonDetector.detect(missing, 0)).isEqualTo(Seasons.NONE);
        double[] two = Series.wave(new SplittableRandom(1), 47, 24, 0.1, 0);
        assertThat(SeasonDetector.detect(two, HOUR)).isEqualTo(Seasons.NONE);
    }

    @Test
    @DisplayName("the calendar's periods at usual spacings")
    void spacings() {
        assertThat(Seasons.ofCalendar(0)).isEqualTo(Seasons.NONE);
        assertThat(Seasons.ofCalendar(1_000_000)).isEqualTo(new Seasons(60, 3600));
        assertThat(Seasons.ofCalendar(MINUTE)).isEqualTo(new Seasons(60, 1440));
        assertThat(Seasons.ofCalendar(5 * MINUTE)).isEqualTo(new Seasons(288, 2016));
        assertThat(Seasons.ofCalendar(15 * MINUTE)).isEqualTo(new Seasons(96, 672));
        assertThat(Seasons.ofCalendar(HOUR)).isEqualTo(new Seasons(24, 168));
        assertThat(Seasons.ofCalendar(6 * HOUR)).isEqualTo(new Seasons(4, 28));
        assertThat(Seasons.ofCalendar(DAY)).isEqualTo(new Seasons(7, 365));
        assertThat(Seasons.ofCalendar(7 * DAY)).isEqualTo(new Seasons(52, 0));
        assertThat(Seasons.ofCalendar(730 * HOUR + 30 * MINUTE)).isEqualTo(new Seasons(12, 0));
        assertThat(Seasons.ofCalendar(Long.MAX_VALUE)).isEqualTo(Seasons.NONE);
        assertThat(Seasons.ofCalendar(1)).isEqualTo(Seasons.NONE);
        assertThat(new Seasons(60, 1440).within(100)).isEqualTo(new Seasons(60, 0));
        assertThat(new Seasons(60, 1440).within(59)).isEqualTo(Seasons.NONE);
    }

    private static final class Draws {
        static double[] normal(SplittableRandom random, int n) {
            double[] x = new double[n];
            for (int i = 0; i < n; i++) {
                x[i] = Draw.normal(random);
            }
            return x;
        }
    }
}
