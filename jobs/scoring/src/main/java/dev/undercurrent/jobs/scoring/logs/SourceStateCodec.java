package dev.undercurrent.jobs.scoring.logs;

import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import dev.undercurrent.core.state.StateCodec;
import dev.undercurrent.core.tokens.TemplateMiner;
import dev.undercurrent.jobs.scoring.format.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Version 1, big-endian: version (1); the templates as the miner writes them; number of partitions (4), and of each its
 * number (4), time of its last line (8), whether a line is held (1), and that line: source, number of keys (4), keys, time
 * (8), text, ends (1), lines (4), offset (8). Strings are their length in bytes (4) and UTF-8.
 */
final class SourceStateCodec implements StateCodec<SourceState> {

    private static final int VERSION = 1;
    private static final int MAX_TEXT = 1 << 23;
    private static final int MAX_COUNT = 1 << 20;

    private final StateCodec<TemplateMiner.State> templates;

    SourceStateCodec(StateCodec<TemplateMiner.State> templates) {
        this.templates = templates;
    }

    @Override
    public void write(SourceState state, ByteSink out) {
        out.writeByte(VERSION);
        templates.write(state.templates, out);
        out.writeInt(state.partitions.size());
        for (Map.Entry<Integer, SourceState.Progress> each : state.partitions.entrySet()) {
            out.writeInt(each.getKey());
            out.writeLong(each.getValue().time);
            Line held = each.getValue().held;
            out.writeByte(held == null ? 0 : 1);
            if (held != null) {
                line(held, out);
            }
        }
    }

    private static void line(Line line, ByteSink out) {
        out.writeString(line.source());
        out.writeInt(line.keys().size());
        line.keys().forEach(out::writeString);
        out.writeLong(line.time());
        out.writeString(line.text());
        out.writeByte(line.ends() ? 1 : 0);
        out.writeInt(line.lines());
        out.writeLong(line.offset());
    }

    @Override
    public SourceState read(ByteSource in) {
        int version = in.readByte();
        if (version != VERSION) {
            throw new IllegalStateException("version of a source's state is " + version + "; readable: " + VERSION);
        }
        SourceState state = new SourceState(templates.read(in));
        int n = in.readCount("number of partitions", 0, MAX_COUNT);
        for (int i = 0; i < n; i++) {
            int partition = in.readInt();
            SourceState.Progress progress = new SourceState.Progress();
            progress.time = in.readLong();
            if (in.readByte() != 0) {
                progress.held = line(in, partition);
            }
            state.partitions.put(partition, progress);
        }
        return state;
    }

    private static Line line(ByteSource in, int partition) {
        String source = in.readString(MAX_TEXT);
        int n = in.readCount("number of keys", 0, MAX_COUNT);
        List<String> keys = new ArrayList<>(n);
        for (int i = 0; i < n; i++) {
            keys.add(in.readString(MAX_TEXT));
        }
        return new Line(
                source,
                List.copyOf(keys),
                in.readLong(),
                in.readString(MAX_TEXT),
                true,
                in.readByte() != 0,
                in.readInt(),
                partition,
                in.readLong());
    }

    @Override
    public SourceState copy(SourceState state) {
        ByteSink out = new ByteSink(1 << 12);
        write(state, out);
        return read(new ByteSource(out.toBytes()));
    }
}
