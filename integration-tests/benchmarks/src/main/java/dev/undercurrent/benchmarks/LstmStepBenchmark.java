package dev.undercurrent.benchmarks;

import ai.onnxruntime.OrtException;
import dev.undercurrent.core.math.Kernel;
import dev.undercurrent.core.math.Kernels;
import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.Tensor;
import dev.undercurrent.core.network.Weights;
import dev.undercurrent.core.recurrent.Recurrent;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One step of an LSTM layer, per key: own kernels with one and many keys at a time against ONNX Runtime in one thread, all
 * with the same weights and checked to agree. Needs {@code --add-modules jdk.incubator.vector}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Fork(1)
public class LstmStepBenchmark {

    private static final int MANY = 256;
    private static final float TOLERANCE = 1e-5f;

    /** Inputs x hidden units. */
    @Param({"4x16", "4x32", "4x64", "4x128", "16x64", "24x64"})
    String shape;

    private int inputs;
    private int hidden;
    private Recurrent plain;
    private Recurrent vector;
    private float[][] states;
    private float[][] xs;
    private OnnxLstm onnx1;
    private OnnxLstm onnx64;
    private OnnxLstm onnx256;

    /** Makes weights and inputs and checks that all forms agree. */
    @Setup
    public void prepare() throws OrtException {
        if (!Kernels.vectorised()) {
            throw new IllegalStateException(Kernels.description());
        }
        int cross = shape.indexOf('x');
        inputs = Integer.parseInt(shape.substring(0, cross));
        hidden = Integer.parseInt(shape.substring(cross + 1));
        var random = new SplittableRandom(5);
        float[] w = uniform(random, 4 * hidden * inputs);
        float[] u = uniform(random, 4 * hidden * hidden);
        float[] b = uniform(random, 4 * hidden);
        float[] b2 = uniform(random, 4 * hidden);
        var weights = new Weights(Map.of(
                "encoder.0.weight_ih", Tensor.of(w, 4 * hidden, inputs),
                "encoder.0.weight_hh", Tensor.of(u, 4 * hidden, hidden),
                "encoder.0.bias_ih", Tensor.of(b, 4 * hidden),
                "encoder.0.bias_hh", Tensor.of(b2, 4 * hidden)));
        plain = encoder(weights, Kernels.plain());
        vector = encoder(weights, Kernels.best());
        states = new float[MANY][vector.stateLength()];
        xs = new float[MANY][];
        for (int k = 0; k < MANY; k++) {
            xs[k] = uniform(random, inputs);
        }
        onnx1 = onnx(1, w, u, b, b2);
        onnx64 = onnx(64, w, u, b, b2);
        onnx256 = onnx(MANY, w, u, b, b2);
        check(plain, onnx1, 1);
        check(vector, onnx1, 1);
        check(vector, onnx64, 64);
        check(vector, onnx256, MANY);
    }

    /** Closes what ONNX Runtime holds. */
    @TearDown
    public void close() throws OrtException {
        onnx1.close();
        onnx64.close();
        onnx256.close();
    }

    private static float[] uniform(SplittableRandom random, int length) {
        float[] values = new float[length];
        for (int i = 0; i < length; i++) {
            values[i] = 0.25f * (float) (2 * random.nextDouble() - 1);
        }
        return values;
    }

    private Recurrent encoder(Weights weights, Kernel kernel) {
        return Recurrent.of(NetworkSpec.recurrent(NetworkSpec.Kind.LSTM, hidden, 1), inputs, weights, kernel);
    }

    private OnnxLstm onnx(int batch, float[] w, float[] u, float[] b, float[] b2) throws OrtException {
        var lstm = new OnnxLstm(OnnxGraph.lstm(inputs, hidden, batch, w, u, b, b2), inputs, hidden, batch);
        for (int k = 0; k < batch; k++) {
            lstm.x().put(k * inputs, xs[k]);
        }
        return lstm;
    }

    private void check(Recurrent own, OnnxLstm other, int batch) throws OrtException {
        other.reset();
        for (float[] state : states) {
            own.start(state);
        }
        for (int t = 0; t < 20; t++) {
            own.step(states, xs, batch);
            other.step();
            for (int i = 0; i < batch * hidden; i++) {
                float found = states[i / hidden][i % hidden];
                if (!(Math.abs(found - other.h().get(i)) <= TOLERANCE)) {
                    throw new IllegalStateException("batch " + batch + ", step " + t + ", unit " + i + ": " + found
                            + ", ONNX Runtime: " + other.h().get(i));
                }
            }
        }
    }

    /** Plain loops, one key. */
    @Benchmark
    public float[] ownPlain() {
        plain.step(states[0], xs[0]);
        return states[0];
    }

    /** The vector API, one key. */
    @Benchmark
    public float[] ownSingle() {
        vector.step(states[0], xs[0]);
        return states[0];
    }

    /** The vector API, 32 keys. */
    @Benchmark
    @OperationsPerInvocation(32)
    public float[][] ownBatch32() {
        vector.step(states, xs, 32);
        return states;
    }

    /** The vector API, 256 keys. */
    @Benchmark
    @OperationsPerInvocation(MANY)
    public float[][] ownBatch256() {
        vector.step(states, xs, MANY);
        return states;
    }

    /** ONNX Runtime, one key. */
    @Benchmark
    public OnnxLstm onnxSingle() throws OrtException {
        onnx1.step();
        return onnx1;
    }

    /** ONNX Runtime, 64 keys. */
    @Benchmark
    @OperationsPerInvocation(64)
    public OnnxLstm onnxBatch64() throws OrtException {
        onnx64.step();
        return onnx64;
    }

    /** ONNX Runtime, 256 keys. */
    @Benchmark
    @OperationsPerInvocation(MANY)
    public OnnxLstm onnxBatch256() throws OrtException {
        onnx256.step();
        return onnx256;
    }
}
