package dev.undercurrent.benchmarks;

import dev.undercurrent.core.Reading;
import dev.undercurrent.core.switching.Learning;
import dev.undercurrent.core.switching.LocationScale;
import dev.undercurrent.core.switching.Switching;
import dev.undercurrent.core.switching.SwitchingState;
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

/** One step of the Gaussian HMM, conditioning only and with learning, against the textbook's loop; checked to agree. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class HmmStepBenchmark {

    private static final int EVENTS = 1 << 12;

    @Param({"3", "8", "32"})
    int k;

    private Reading[] readings;
    private Switching<float[]> model;
    private Switching<float[]> learner;
    private SwitchingState<float[]> state;
    private SwitchingState<float[]> learning;
    private TextbookHmm textbook;
    private int at;

    /** Makes the events and checks that both forms agree. */
    @Setup
    public void prepare() {
        var random = new SplittableRandom(3);
        readings = new Reading[EVENTS];
        for (int t = 0; t < EVENTS; t++) {
            readings[t] = new Reading(t, new double[] {random.nextDouble() * 4 - 2});
        }
        var experts = LocationScale.standard(k, 1, Double.POSITIVE_INFINITY, 0.01);
        model = new Switching<>(experts, Learning.none(19.6, 0.4 / Math.max(1, k - 1)));
        learner = new Switching<>(experts, Learning.filtered(500, 50, k));
        state = model.start();
        learning = learner.start();
        textbook = new TextbookHmm(model, state);
        SwitchingState<float[]> check = model.start();
        var reference = new TextbookHmm(model, check);
        for (int t = 0; t < 200; t++) {
            double expected = reference.step(readings[t].values()[0]);
            double found = model.step(check, readings[t]);
            if (Math.abs(found - expected) > 1e-6) {
                throw new IllegalStateException("step " + t + ": " + found + " instead of " + expected);
            }
        }
    }

    private Reading next() {
        at = (at + 1) & (EVENTS - 1);
        return readings[at];
    }

    /** Predict, surprisal, condition. */
    @Benchmark
    public double step() {
        return model.step(state, next());
    }

    /** The same with the online EM. */
    @Benchmark
    public double stepAndLearn() {
        Reading x = next();
        double surprisal = learner.predict(learning).surprisal(x);
        learner.observe(learning, x, 1);
        return surprisal;
    }

    /** The textbook's loop with Math.exp and Math.log. */
    @Benchmark
    public double textbook() {
        return textbook.step(next().values()[0]);
    }
}
