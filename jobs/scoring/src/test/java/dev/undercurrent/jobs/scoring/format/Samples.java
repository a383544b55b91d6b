package dev.undercurrent.jobs.scoring.format;

import dev.undercurrent.core.Forecast;
import dev.undercurrent.core.Incident;
import dev.undercurrent.core.MemberView;
import dev.undercurrent.core.Verdict;
import dev.undercurrent.jobs.scoring.config.ConfigLoader;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** Random things of every shape, from a seed. */
public final class Samples {

    private final RandomGenerator random;

    public Samples(long seed) {
        random = new SplittableRandom(seed);
    }

    public static PipelineConfig config(String yaml) {
        return ConfigLoader.load(yaml, List.of(), Map.of());
    }

    private double[] numbers(int n, boolean missing) {
        double[] numbers = new double[n];
        for (int i = 0; i < n; i++) {
            numbers[i] = missing && random.nextInt(4) == 0 ? Double.NaN : random.nextGaussian() * 1e6;
        }
        return numbers;
    }

    public Event event() {
        return event(random.nextInt(1, 6));
    }

    public Event event(int channels) {
        String series = "säule/" + Long.toString(random.nextLong(), 36);
        return new Event(series, time(), numbers(channels, true), random.nextInt(64), random.nextLong(1L << 40));
    }

    private long time() {
        return random.nextLong(-4_000_000_000_000_000L, 4_000_000_000_000_000L);
    }

    private <T> T one(T[] of) {
        return of[random.nextInt(of.length)];
    }

    /** A verdict on the event, with and without each optional part. */
    public Verdict verdict(Event event) {
        int n = event.values().length;
        return new Verdict(
                event.time(),
                random.nextLong(3),
                time(),
                one(Verdict.Status.values()),
                random.nextGaussian() * 10,
                random.nextDouble(),
                random.nextDouble(),
                random.nextBoolean(),
                random.nextInt(32),
                random.nextDouble(),
                random.nextDouble(),
                time(),
                random.nextBoolean() ? Verdict.NO_REGIME : random.nextInt(32),
                random.nextLong(1L << 40),
                numbers(n, false),
                numbers(n, false),
                numbers(n, false),
                n == 1 ? null : numbers(n, false),
                random.nextBoolean() ? null : members(),
                random.nextBoolean() ? null : incident(),
                random.nextBoolean() ? null : forecast(n));
    }

    private List<MemberView> members() {
        return Stream.generate(() -> new MemberView(
                        one(new String[] {"hmm", "network", "seasonal"}),
                        random.nextDouble(),
                        random.nextGaussian() * 10,
                        random.nextDouble()))
                .limit(random.nextInt(4))
                .toList();
    }

    private Incident incident() {
        return new Incident(
                random.nextLong(1, 1000), one(Incident.Phase.values()), time(), time(), random.nextDouble(), time());
    }

    private Forecast forecast(int channels) {
        double[][][] quantiles = new double[channels][random.nextInt(1, 5)][3];
        for (double[][] matrix : quantiles) {
            for (int i = 0; i < matrix.length; i++) {
                matrix[i] = numbers(3, false);
            }
        }
        return new Forecast(time(), random.nextLong(1L << 40), new double[] {.1, .5, .9}, quantiles);
    }
}
