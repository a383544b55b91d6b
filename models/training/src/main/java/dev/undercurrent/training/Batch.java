package dev.undercurrent.training;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * What one step of training sees, in native memory. T = events per window, B = windows, O = origins per window, H = horizon.
 * Events are laid out [T][B], origins [B][O].
 */
final class Batch {

    static final int INPUTS = 24;
    static final int CANDIDATES = 10;
    static final int HORIZON_CANDIDATES = 12;
    static final int HORIZON_INPUTS = 24;

    final int window;
    final int size;
    final int origins;
    final int horizon;

    /** [T][B][24]. */
    final ByteBuffer inputs;

    /** [T][B][10]. */
    final ByteBuffer candidates;

    /** [T][B]: the next value, in units of the event. */
    final ByteBuffer targets;

    /** [T][B]: 1 where the next value is present, else 0. */
    final ByteBuffer present;

    /** [B·O]: t of the origin. */
    final int[] originTimes;

    /** [B·O][H][12]. */
    final ByteBuffer horizonCandidates;

    /** [B·O][H][24]. */
    final ByteBuffer horizonInputs;

    /** [B·O][H]: the values to come, in units of the origin. */
    final ByteBuffer horizonTargets;

    /** [B·O][H]: what an error there counts, 0 where the value is missing. */
    final ByteBuffer horizonWeights;

    /** [B·O][H]: 1 where the value is present, else 0. */
    final ByteBuffer horizonPresent;

    Batch(int window, int size, int origins, int horizon) {
        this.window = window;
        this.size = size;
        this.origins = origins;
        this.horizon = horizon;
        int events = window * size;
        int rows = size * origins * horizon;
        this.inputs = floats(events * INPUTS);
        this.candidates = floats(events * CANDIDATES);
        this.targets = floats(events);
        this.present = floats(events);
        this.originTimes = new int[size * origins];
        this.horizonCandidates = floats(rows * HORIZON_CANDIDATES);
        this.horizonInputs = floats(rows * HORIZON_INPUTS);
        this.horizonTargets = floats(rows);
        this.horizonWeights = floats(rows);
        this.horizonPresent = floats(rows);
    }

    private static ByteBuffer floats(int count) {
        return ByteBuffer.allocateDirect(Math.multiplyExact(count, Float.BYTES)).order(ByteOrder.nativeOrder());
    }

    /** Takes in window {@code b}. */
    void set(int b, Window from) {
        for (int t = 0; t < window; t++) {
            int event = t * size + b;
            put(inputs, event, from.inputs()[t]);
            put(candidates, event, from.candidates()[t]);
            boolean there = !Float.isNaN(from.targets()[t]);
            targets.putFloat(event * Float.BYTES, there ? from.targets()[t] : 0f);
            present.putFloat(event * Float.BYTES, there ? 1f : 0f);
        }
        for (int o = 0; o < origins; o++) {
            int origin = b * origins + o;
            originTimes[origin] = from.origins()[o];
            for (int h = 0; h < horizon; h++) {
                int row = origin * horizon + h;
                put(horizonCandidates, row, from.horizonCandidates()[o][h]);
                put(horizonInputs, row, from.horizonInputs()[o][h]);
                float target = from.horizonTargets()[o][h];
                boolean there = !Float.isNaN(target);
                horizonTargets.putFloat(row * Float.BYTES, there ? target : 0f);
                horizonWeights.putFloat(row * Float.BYTES, there ? from.weights()[o] : 0f);
                horizonPresent.putFloat(row * Float.BYTES, there ? 1f : 0f);
            }
        }
    }

    private static void put(ByteBuffer to, int row, float[] values) {
        FloatBuffer floats = to.asFloatBuffer();
        floats.position(row * values.length);
        floats.put(values);
    }
}
