package dev.undercurrent.core.attention;

import dev.undercurrent.core.network.Encoder;
import java.util.Arrays;

/**
 * An encoder that keeps its last outputs, for a decoder to attend to.
 *
 * <p>State, floats: that of the encoder; position of {@link Ring} [1]; ring of outputs [window][outputs].
 */
public final class WindowedEncoder implements Encoder {

    private final Encoder encoder;
    private final Ring ring;
    private final int outputs;

    /** Where the position is in a state; the ring follows. */
    private final int own;

    private final float[] latest;

    private WindowedEncoder(Encoder encoder, int window) {
        this.encoder = encoder;
        this.ring = new Ring(window);
        this.outputs = encoder.outputs();
        this.own = encoder.stateLength();
        this.latest = new float[outputs];
    }

    /**
     * @param encoder any encoder, from now on used here alone
     * @param window number of outputs kept, ≥ 1
     */
    public static WindowedEncoder of(Encoder encoder, int window) {
        return new WindowedEncoder(encoder, window);
    }

    @Override
    public int inputs() {
        return encoder.inputs();
    }

    @Override
    public int outputs() {
        return outputs;
    }

    @Override
    public int stateLength() {
        return own + 1 + ring.size() * outputs;
    }

    @Override
    public void start(float[] state) {
        encoder.start(state);
        Arrays.fill(state, own, stateLength(), 0.0f);
    }

    @Override
    public void step(float[] state, float[] x) {
        encoder.step(state, x);
        keep(state);
    }

    @Override
    public void step(float[][] states, float[][] xs, int n) {
        encoder.step(states, xs, n);
        for (int k = 0; k < n; k++) {
            keep(states[k]);
        }
    }

    @Override
    public void output(float[] state, float[] out) {
        encoder.output(state, out);
    }

    /** Number of outputs kept, 0 to window. */
    public int outputsInWindow(float[] state) {
        return ring.held((int) state[own]);
    }

    /** The kept outputs, oldest first, into {@code out} [≥ outputsInWindow][≥ outputs]. */
    public void window(float[] state, float[][] out) {
        int position = (int) state[own];
        int held = ring.held(position);
        for (int i = 0; i < held; i++) {
            int slot = (ring.latest(position) + 1 + ring.size() - held + i) % ring.size();
            System.arraycopy(state, own + 1 + slot * outputs, out[i], 0, outputs);
        }
    }

    private void keep(float[] state) {
        int position = ring.next((int) state[own]);
        state[own] = position;
        encoder.output(state, latest);
        System.arraycopy(latest, 0, state, own + 1 + ring.latest(position) * outputs, outputs);
    }
}
