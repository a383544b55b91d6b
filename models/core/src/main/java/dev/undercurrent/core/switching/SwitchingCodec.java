package dev.undercurrent.core.switching;

import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import dev.undercurrent.core.state.StateCodec;

/**
 * Bytes of a {@link SwitchingState}; sizes come from the model, so that they are not repeated per key. Big-endian:
 *
 * <pre>
 *   double[K]      belief
 *   float[K * K]   moves
 *   int[K]         ids
 *   float[3 D]     novel
 *   int            novel count
 *   int            next id
 *   long           steps
 *   double         change
 *   double[m]      smoothed statistics (m = 0 where learning is filtered)
 *   experts        by their own codec
 * </pre>
 */
final class SwitchingCodec<E> implements StateCodec<SwitchingState<E>> {

    private final int k;
    private final int channels;
    private final int statistics;
    private final Transitions transitions;
    private final StateCodec<E> experts;

    SwitchingCodec(int k, int channels, int statistics, Transitions transitions, StateCodec<E> experts) {
        this.k = k;
        this.channels = channels;
        this.statistics = statistics;
        this.transitions = transitions;
        this.experts = experts;
    }

    @Override
    public void write(SwitchingState<E> s, ByteSink out) {
        out.writeDoubles(s.belief);
        out.writeFloats(s.moves);
        out.writeInts(s.ids);
        out.writeFloats(s.novel);
        out.writeInt(s.novelCount);
        out.writeInt(s.nextId);
        out.writeLong(s.steps);
        out.writeDouble(s.change);
        if (s.smoothed != null) {
            out.writeDoubles(s.smoothed);
        }
        experts.write(s.experts, out);
    }

    @Override
    public SwitchingState<E> read(ByteSource in) {
        double[] belief = in.readDoubles(k);
        float[] moves = in.readFloats(k * k);
        int[] ids = in.readInts(k);
        float[] novel = in.readFloats(3 * channels);
        int novelCount = in.readCount("novel count", 0, Integer.MAX_VALUE);
        int nextId = in.readCount("next regime id", k, Integer.MAX_VALUE);
        long steps = in.readLong();
        double change = in.readDouble();
        double[] smoothed = statistics == 0 ? null : in.readDoubles(statistics);
        var s = new SwitchingState<>(belief, moves, ids, experts.read(in), smoothed, novel);
        s.novelCount = novelCount;
        s.nextId = nextId;
        s.steps = steps;
        s.change = change;
        transitions.counted(s);
        return s;
    }

    @Override
    public SwitchingState<E> copy(SwitchingState<E> from) {
        var s = new SwitchingState<>(
                from.belief.clone(),
                from.moves.clone(),
                from.ids.clone(),
                experts.copy(from.experts),
                from.smoothed == null ? null : from.smoothed.clone(),
                from.novel.clone());
        s.novelCount = from.novelCount;
        s.nextId = from.nextId;
        s.steps = from.steps;
        s.change = from.change;
        System.arraycopy(from.rowShare, 0, s.rowShare, 0, k);
        return s;
    }
}
