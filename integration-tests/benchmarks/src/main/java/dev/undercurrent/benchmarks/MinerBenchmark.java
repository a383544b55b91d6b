package dev.undercurrent.benchmarks;

import dev.undercurrent.core.tokens.Mined;
import dev.undercurrent.core.tokens.MinerSettings;
import dev.undercurrent.core.tokens.TemplateMiner;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One line to its template, of a log of eight statements with four variables each. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class MinerBenchmark {

    private static final int LINES = 1 << 12;
    private static final String[] VERBS = {
        "received", "sent", "opened", "closed", "verified", "deleted", "copied", "renamed"
    };

    private String[] lines;
    private TemplateMiner miner;
    private TemplateMiner.State state;
    private int at;

    /** Makes the lines and checks that they are of eight templates. */
    @Setup
    public void prepare() {
        var random = new SplittableRandom(3);
        lines = new String[LINES];
        for (int i = 0; i < LINES; i++) {
            lines[i] = "Block blk_" + random.nextLong() + " was " + VERBS[random.nextInt(VERBS.length)] + " by 10.0.0."
                    + random.nextInt(256) + ":50010 in " + random.nextInt(1000) + " ms, path=/data/"
                    + random.nextInt(99);
        }
        miner = new TemplateMiner(MinerSettings.standard());
        state = miner.start("benchmark");
        for (String line : lines) {
            miner.mine(state, line);
        }
        if (state.size() != VERBS.length) {
            throw new IllegalStateException(state.size() + " templates; expected: " + VERBS.length);
        }
    }

    /** Mines one line. */
    @Benchmark
    public Mined mine() {
        at = (at + 1) & (LINES - 1);
        return miner.mine(state, lines[at]);
    }
}
