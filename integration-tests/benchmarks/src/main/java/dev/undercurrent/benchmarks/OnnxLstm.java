package dev.undercurrent.benchmarks;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Map;

/**
 * ONNX Runtime at its best for a stateful step: one thread, tensors over direct buffers made once, two states that take
 * turns as input and pinned output, so that nothing is copied between steps.
 */
final class OnnxLstm implements AutoCloseable {

    private final OrtSession session;
    private final FloatBuffer x;
    private final FloatBuffer[] h = new FloatBuffer[2];
    private final FloatBuffer[] c = new FloatBuffer[2];
    private final OnnxTensor[] tensors;
    private final Map<String, OnnxTensor>[] in;
    private final Map<String, OnnxTensor>[] out;
    private int now;

    @SuppressWarnings({"unchecked", "rawtypes"}) // arrays of maps
    OnnxLstm(byte[] model, int inputs, int hidden, int batch) throws OrtException {
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
            session = environment.createSession(model, options);
        }
        long[] state = {1, batch, hidden};
        x = direct(batch * inputs);
        OnnxTensor input = OnnxTensor.createTensor(environment, x, new long[] {1, batch, inputs});
        OnnxTensor y = OnnxTensor.createTensor(environment, direct(batch * hidden), new long[] {1, 1, batch, hidden});
        OnnxTensor[] hs = new OnnxTensor[2];
        OnnxTensor[] cs = new OnnxTensor[2];
        for (int side = 0; side < 2; side++) {
            h[side] = direct(batch * hidden);
            hs[side] = OnnxTensor.createTensor(environment, h[side], state);
            c[side] = direct(batch * hidden);
            cs[side] = OnnxTensor.createTensor(environment, c[side], state);
        }
        tensors = new OnnxTensor[] {input, y, hs[0], hs[1], cs[0], cs[1]};
        in = new Map[] {Map.of("x", input, "h", hs[0], "c", cs[0]), Map.of("x", input, "h", hs[1], "c", cs[1])};
        out = new Map[] {Map.of("y", y, "h1", hs[1], "c1", cs[1]), Map.of("y", y, "h1", hs[0], "c1", cs[0])};
    }

    private static FloatBuffer direct(int length) {
        return ByteBuffer.allocateDirect(Float.BYTES * length)
                .order(ByteOrder.nativeOrder())
                .asFloatBuffer();
    }

    /** Where the inputs of the next step go: [batch][inputs]. */
    FloatBuffer x() {
        return x;
    }

    /** h after the last step: [batch][H]. */
    FloatBuffer h() {
        return h[now];
    }

    /** Zeroes the state. */
    void reset() {
        for (FloatBuffer[] side : new FloatBuffer[][] {h, c}) {
            side[now].put(0, new float[side[now].capacity()]);
        }
    }

    void step() throws OrtException {
        session.run(in[now], out[now]).close();
        now = 1 - now;
    }

    @Override
    public void close() throws OrtException {
        for (OnnxTensor tensor : tensors) {
            tensor.close();
        }
        session.close();
    }
}
