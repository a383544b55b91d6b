package dev.undercurrent.jobs.scoring.logs;

import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import dev.undercurrent.core.state.StateCodec;
import dev.undercurrent.core.tokens.LineScorer;
import dev.undercurrent.jobs.scoring.format.MinedLine;
import java.util.ArrayList;
import java.util.List;

/**
 * Version 1, big-endian: version (1), model, key, clock (8), last (8), touched (8), peak, peak surprisal (8); number of
 * waiting lines (4), and of each key, source, time (8), template (8), text, fresh (1), content, ends (1), lines (4),
 * partition (4), offset (8), place (4); whether a sequence is open (1), and it as the scorer writes it. Strings are their
 * length in bytes (4) and UTF-8.
 */
final class LineStateCodec implements StateCodec<LineState> {

    private static final int VERSION = 1;
    private static final int MAX_TEXT = 1 << 23;
    private static final int MAX_WAITING = 1 << 20;

    private final StateCodec<LineScorer.State> scored;
    private final String model;

    /** @param model that states are of; those of another one forget their open sequence */
    LineStateCodec(StateCodec<LineScorer.State> scored, String model) {
        this.scored = scored;
        this.model = model;
    }

    @Override
    public void write(LineState state, ByteSink out) {
        if (state.frozen != null) {
            out.writeBytes(state.frozen, state.frozen.length);
            return;
        }
        out.writeByte(VERSION);
        out.writeString(model);
        out.writeString(state.key);
        out.writeLong(state.clock);
        out.writeLong(state.last);
        out.writeLong(state.touched);
        out.writeString(state.peak);
        out.writeDouble(state.peakSurprisal);
        List<MinedLine> waiting = new ArrayList<>(state.waiting);
        waiting.sort(LineState.ORDER);
        out.writeInt(waiting.size());
        waiting.forEach(line -> line(line, out));
        out.writeByte(state.scored == null ? 0 : 1);
        if (state.scored != null) {
            scored.write(state.scored, out);
        }
    }

    private static void line(MinedLine line, ByteSink out) {
        out.writeString(line.key());
        out.writeString(line.source());
        out.writeLong(line.time());
        out.writeLong(line.template());
        out.writeString(line.text());
        out.writeByte(line.fresh() ? 1 : 0);
        out.writeString(line.content());
        out.writeByte(line.ends() ? 1 : 0);
        out.writeInt(line.lines());
        out.writeInt(line.partition());
        out.writeLong(line.offset());
        out.writeInt(line.place());
    }

    private static MinedLine line(ByteSource in) {
        return new MinedLine(
                in.readString(MAX_TEXT),
                in.readString(MAX_TEXT),
                in.readLong(),
                in.readLong(),
                in.readString(MAX_TEXT),
                in.readByte() != 0,
                in.readString(MAX_TEXT),
                in.readByte() != 0,
                in.readInt(),
                in.readInt(),
                in.readLong(),
                in.readInt());
    }

    @Override
    public LineState read(ByteSource in) {
        int version = in.readByte();
        if (version != VERSION) {
            throw new IllegalStateException("version of a key's state is " + version + "; readable: " + VERSION);
        }
        boolean same = in.readString(MAX_TEXT).equals(model);
        LineState state = new LineState(in.readString(MAX_TEXT));
        state.clock = in.readLong();
        long last = in.readLong();
        state.touched = in.readLong();
        String peak = in.readString(MAX_TEXT);
        double peakSurprisal = in.readDouble();
        int n = in.readCount("number of waiting lines", 0, MAX_WAITING);
        for (int i = 0; i < n; i++) {
            state.waiting.add(line(in));
        }
        if (in.readByte() != 0 && same) {
            state.last = last;
            state.peak = peak;
            state.peakSurprisal = peakSurprisal;
            state.scored = scored.read(in);
        }
        return state;
    }

    @Override
    public LineState copy(LineState state) {
        if (state.frozen != null) {
            return new LineState(state.frozen);
        }
        LineState copy = new LineState(state.key);
        copy.clock = state.clock;
        copy.last = state.last;
        copy.touched = state.touched;
        copy.peak = state.peak;
        copy.peakSurprisal = state.peakSurprisal;
        copy.waiting.addAll(state.waiting);
        copy.scored = state.scored == null ? null : scored.copy(state.scored);
        return copy;
    }
}
