package dev.undercurrent.bundle.card;

import dev.undercurrent.bundle.card.Card.Fact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** A card with everything on it, from seeded data; run it with a path to see the page. */
public final class Examples {

    private Examples() {}

    public static void main(String[] path) throws IOException {
        Files.writeString(Path.of(path[0]), everything().html());
    }

    static Card everything() {
        return new Card(
                "base-lstm-64",
                "One LSTM for all series, trained on a wide synthetic prior, so that a new key is scored from its first minutes.",
                List.of(
                        new Fact("Architecture", "LSTM, hidden 64, 1 layer"),
                        new Fact("Parameters", "48,366"),
                        new Fact("Inputs", "seasonal-1, 24 per event"),
                        new Fact("Horizon", "48 steps, 11 quantiles"),
                        new Fact("Season", "declared per series"),
                        new Fact("Training", "5,333 steps, 65.5 M events"),
                        new Fact("Seeds", "1, 7"),
                        new Fact("Model", "base-lstm-64@3fa84c1b22d09e61")),
                List.of(
                        losses(),
                        new Section.Figures(List.of(
                                new Section.Figures.Result("M4 hourly", "sMAPE, %", 10.71),
                                new Section.Figures.Result("M4 hourly", "MASE", 1.034),
                                new Section.Figures.Result("ETT", "CRPS", .209),
                                new Section.Figures.Result("synthetic, held out", "evidence, nats per event", -.554))),
                        heldOut("hourly load, weekly cycle", 1),
                        heldOut("sensor with drift", 2),
                        coverage(),
                        calibration(),
                        regimes(),
                        residuals("one-step residuals, synthetic", 3, .02, 14.2, .82),
                        residuals("one-step residuals, ETT", 4, .15, 96.1, 3e-12),
                        restarts()));
    }

    private static double noise(SplittableRandom random) {
        double sum = -6;
        for (int i = 0; i < 12; i++) {
            sum += random.nextDouble();
        }
        return sum;
    }

    static Section.Losses losses() {
        var random = new SplittableRandom(11);
        int n = 107;
        double[] steps = new double[n];
        double[] train = new double[n];
        double[] validation = new double[n];
        for (int i = 0; i < n; i++) {
            steps[i] = 50 * (i + 1);
            train[i] = 1.9 * Math.exp(-i / 14.) - .55 * (1 - Math.exp(-i / 40.)) + .03 * noise(random);
            validation[i] = i % 8 == 7 ? 1.9 * Math.exp(-i / 14.) - .51 * (1 - Math.exp(-i / 40.)) : Double.NaN;
        }
        return new Section.Losses("nats per event", steps, train, validation);
    }

    static Section.HeldOut heldOut(String name, long seed) {
        var random = new SplittableRandom(seed);
        int n = 120;
        int h = 48;
        double[] all = new double[n + h];
        double drift = 0;
        for (int t = 0; t < n + h; t++) {
            drift = .9 * drift + (seed == 2 ? 6 : 3) * noise(random);
            all[t] = 420 + 60 * Math.sin(2 * Math.PI * t / 24) + (seed == 2 ? .5 * t : 0) + drift;
        }
        all[40] = Double.NaN;
        double[] median = new double[h];
        double[] spread = new double[h];
        for (int i = 0; i < h; i++) {
            median[i] = 420 + 60 * Math.sin(2 * Math.PI * (n + i) / 24) + (seed == 2 ? .5 * (n + i) : 0);
            spread[i] = (seed == 2 ? 14 : 8) * Math.sqrt(1 - Math.pow(.9, 2 * i + 2));
        }
        double[][] wide = band(median, spread, 2.05);
        double[][] narrow = band(median, spread, 1.28);
        return new Section.HeldOut(
                name,
                Arrays.copyOf(all, n),
                Arrays.copyOfRange(all, n, n + h),
                median,
                List.of(new Section.Band(.96, wide[0], wide[1]), new Section.Band(.8, narrow[0], narrow[1])));
    }

    private static double[][] band(double[] median, double[] spread, double z) {
        double[][] band = new double[2][median.length];
        for (int i = 0; i < median.length; i++) {
            band[0][i] = median[i] - z * spread[i];
            band[1][i] = median[i] + z * spread[i];
        }
        return band;
    }

    static Section.Coverage coverage() {
        return new Section.Coverage(List.of(
                new Section.Coverage.Level("80 % band, 1 step ahead", .8, .803, 12_288),
                new Section.Coverage.Level("80 % band, 48 steps ahead", .8, .761, 12_288),
                new Section.Coverage.Level("96 % band, 1 step ahead", .96, .959, 12_288),
                new Section.Coverage.Level("p-values below 0.01", .01, .0105, 98_304)));
    }

    static Section.Calibration calibration() {
        var random = new SplittableRandom(12);
        long[] counts = new long[20];
        for (int i = 0; i < 6000; i++) {
            double u = random.nextDouble();
            counts[(int) (20 * (i % 12 == 0 ? u * u : u))]++;
        }
        return new Section.Calibration("one-step laws, 6,000 held-out events", counts);
    }

    static Section.Regimes regimes() {
        var random = new SplittableRandom(13);
        int n = 400;
        double[] values = new double[n];
        int[] regime = new int[n];
        int now = 0;
        for (int t = 0; t < n; t++) {
            now = random.nextInt(60) == 0 ? random.nextInt(3) : now;
            regime[t] = t < 8 ? -1 : now;
            values[t] = 20 + 9 * now + (now == 2 ? 3 : 1) * noise(random);
        }
        return new Section.Regimes("pump pressure, bar", values, regime, List.of("idle", "load", "surge"));
    }

    static Section.Residuals residuals(String what, long seed, double size, double q, double p) {
        var random = new SplittableRandom(seed);
        double[] r = new double[24];
        for (int i = 0; i < r.length; i++) {
            r[i] = .8 * size * noise(random) + (seed == 4 && i == 23 ? .2 : 0);
        }
        return new Section.Residuals(what, r, 2000, q, 24, p);
    }

    static Section.Restarts restarts() {
        List<Section.Restarts.Run> runs = new ArrayList<>();
        double[] lower = {0, .0001, .0002, .0002, .0118, .0121, .0419};
        for (int i = 0; i < lower.length; i++) {
            runs.add(new Section.Restarts.Run(
                    101 + 7 * i, 30 + 11 * i % 40, -1.2042 - lower[i], i == 0 ? 1 : 1 - 3 * lower[i] - .001 * i));
        }
        return new Section.Restarts(
                runs,
                List.of(
                        new Section.Restarts.Spread("mean of idle", -.8123, -.8311, -.8099),
                        new Section.Restarts.Spread("mean of load", .1201, .1188, .1313),
                        new Section.Restarts.Spread("stay in surge", .9821, .9402, .9834)));
    }
}
