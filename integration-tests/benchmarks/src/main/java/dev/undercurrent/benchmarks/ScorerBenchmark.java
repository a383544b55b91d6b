package dev.undercurrent.benchmarks;

import dev.undercurrent.core.Reading;
import dev.undercurrent.core.Verdict;
import dev.undercurrent.core.scoring.Arrival;
import dev.undercurrent.core.scoring.KeyState;
import dev.undercurrent.core.scoring.KeyStates;
import dev.undercurrent.core.scoring.Outcome;
import dev.undercurrent.core.scoring.ScorerSettings;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** The whole fold per event, from arrival to verdict, without Flink; 1,000 warm keys take turns. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class ScorerBenchmark implements Outcome {

    private static final int KEYS = 1000;
    private static final int NOISE = 1 << 12;

    @Param({"3", "8"})
    int k;

    @Param({"STUDENT_T", "AUTOREGRESSIVE"})
    ScorerSettings.Emission emission;

    private KeyStates states;
    private final KeyState[] keys = new KeyState[KEYS];
    private final double[] noise = new double[NOISE];
    private long n;
    private double last;

    /** Warms 1,000 keys. */
    @Setup
    public void prepare() {
        var random = new SplittableRandom(5);
        for (int i = 0; i < NOISE; i++) {
            noise[i] = random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5;
        }
        states = new KeyStates(ScorerSettings.standard().withModel(emission, k).withForecast(12, 12));
        for (int i = 0; i < KEYS; i++) {
            keys[i] = states.start("key" + i, 1);
        }
        for (int i = 0; i < 200 * KEYS; i++) {
            score();
        }
    }

    /** One event of one key. */
    @Benchmark
    public double score() {
        long t = n / KEYS;
        int key = (int) (n % KEYS);
        double x = 20 + key % 17 + ((t / 40 + key) % 5 == 0 ? 6 : 0) + noise[(int) (n * 31 % NOISE)];
        states.accept(keys[key], new Arrival(new Reading(t * 1_000_000, new double[] {x}), 0, n), this);
        n++;
        return last;
    }

    @Override
    public void scored(Arrival arrival, Verdict verdict) {
        last = verdict.anomalyScore();
    }

    @Override
    public void late(Arrival arrival, long clock) {
        throw new IllegalStateException("late");
    }

    @Override
    public void duplicate(Arrival arrival) {
        throw new IllegalStateException("duplicate");
    }
}
