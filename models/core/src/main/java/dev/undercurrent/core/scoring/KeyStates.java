package dev.undercurrent.core.scoring;

import dev.undercurrent.core.Verdict;
import dev.undercurrent.core.attention.RecentRows;
import dev.undercurrent.core.mixing.Ensemble;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import dev.undercurrent.core.state.StateCodec;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The states of all keys, whatever their number of channels, and the scorers that serve them.
 *
 * <p>Bytes of a state, big-endian:
 *
 * <pre>
 *   byte    version: 1 = header and body as described here and in KeyStateCodec, 2 = with two numbers more
 *   short   number of channels D, 1..4,096
 *   string  lineage
 *   int     length of the body
 *   int     only in version 2: where in the body rows begin that another model can start from, see RecentRows
 *   int     only in version 2: rows that are kept there
 *   body
 *   rows    only in version 2, in the body's length: those that the model is to hear before its next event; often nothing
 * </pre>
 *
 * <p>Version 2 is written where rows are remembered.
 *
 * <p>A state of another lineage than the settings' cannot be carried on: it is read as a state that starts again with its
 * next event, in a new epoch; its clock and the arrivals that wait are kept, and the rows it remembers are what its new model
 * hears first.
 */
public final class KeyStates implements StateCodec<KeyState> {

    static final int VERSION = 2;

    /** Most channels that a reading may have. */
    public static final int MAX_CHANNELS = 4096;

    private static final int MAX_LINEAGE = 512;

    private final ScorerSettings settings;
    private final Map<Integer, Served> served = new HashMap<>();
    private final ByteSink body = new ByteSink(1024);
    private Served lastServed;

    public KeyStates(ScorerSettings settings) {
        this.settings = settings;
    }

    /** A scorer and the codec of its states. */
    private record Served(Scorer scorer, StateCodec<KeyState> codec) {
        static Served of(Scorer scorer) {
            return new Served(scorer, scorer.codec());
        }
    }

    private Served served(int channels) {
        if (lastServed == null || lastServed.scorer.channels() != channels) {
            lastServed = served.computeIfAbsent(channels, d -> Served.of(Scorers.of(settings, d)));
        }
        return lastServed;
    }

    /** The state of a new key. */
    public KeyState start(String series, int channels) {
        return served(channels).scorer.start(series);
    }

    /**
     * The state as these settings can carry it on: itself, or where its lineage is another one, a state that starts again
     * in a new epoch.
     */
    public KeyState carryOn(KeyState state) {
        Served by = served(state.channels);
        if (by.scorer.lineage().equals(state.lineage)) {
            return state;
        }
        return by.scorer.startAgain(state);
    }

    /** Takes in one arrival; its number of channels must be the state's. */
    public void accept(KeyState state, Arrival arrival, Outcome out) {
        served(state.channels).scorer.accept(state, arrival, out);
    }

    /** True where work for this key was put off until {@link #settle}, or until its next arrival. */
    public boolean pending(KeyState state) {
        return served(state.channels).scorer.pending(state);
    }

    /**
     * Does the work that was put off for the first n of these keys, together where they have as many channels; no number
     * depends on when or with whom.
     */
    public void settle(KeyState[] keys, int n) {
        KeyState[] alike = new KeyState[n];
        int from = 0;
        while (from < n) {
            int count = 0;
            int channels = keys[from].channels;
            while (from < n && keys[from].channels == channels) {
                alike[count++] = keys[from++];
            }
            served(channels).scorer.settle(alike, count);
        }
    }

    /** Scores what still waits. */
    public void drain(KeyState state, Outcome out) {
        served(state.channels).scorer.drain(state, out);
    }

    /**
     * What is to be said of a key that is silent; its state stays as it is.
     *
     * @param time for which it is said, microseconds UTC
     * @return of {@link Verdict.Status#NO_DATA}, with what is expected of the next event; null where none was scored yet
     */
    public Verdict silence(KeyState state, long time) {
        return served(state.channels).scorer.silence(state, time);
    }

    /** Scores what still waits and ends an open incident, before a key is forgotten. */
    public void forget(KeyState state, Outcome out) {
        served(state.channels).scorer.forget(state, out);
    }

    @Override
    public void write(KeyState state, ByteSink out) {
        Served by = served(state.channels);
        body.clear();
        by.codec.write(state, body);
        if (state.before != null) {
            state.before.write(body);
        }
        boolean rows = body.marked() >= 0;
        out.writeByte(rows ? VERSION : 1);
        out.writeShort(state.channels);
        out.writeString(by.scorer.lineage());
        out.writeInt(body.size());
        if (rows) {
            out.writeInt(body.marked());
            out.writeInt(state.before != null ? RecentRows.MOST : RecentRows.kept(settings.past()));
        }
        out.writeBytes(body.array(), body.size());
    }

    /**
     * Bytes of a state as {@link #write} writes it, by part: what each is called, in order, and how many; they add up to all.
     */
    public Map<String, Integer> sizes(KeyState state) {
        Served by = served(state.channels);
        Map<String, Integer> sizes = new LinkedHashMap<>();
        var sink = new ByteSink(1024);
        write(state, sink);
        int all = sink.size();
        sink.clear();
        int[] from = new int[1];
        new KeyStateCodec(by.scorer).write(state, sink, part -> {
            sizes.put(part, sink.size() - from[0]);
            from[0] = sink.size();
        });
        int body = sink.size();
        if (state.before != null) {
            state.before.write(sink);
            sizes.put("rows to start from", sink.size() - body);
        }
        sizes.put("version and lineage", all - sink.size());
        Ensemble model = by.scorer.serving(state).model();
        int[] members = model.sizes(state.model);
        for (int m = 0; m < model.size(); m++) {
            sizes.put(model.name(m), members[m]);
        }
        if (members[model.size()] > 0) {
            sizes.put("weights and backtests of the members", members[model.size()]);
        }
        return sizes;
    }

    @Override
    public KeyState read(ByteSource in) {
        int version = in.readByte();
        if (version != 1 && version != VERSION) {
            throw new IllegalStateException("version of a key's state is " + version + "; readable: 1 to " + VERSION);
        }
        int channels = in.readShort();
        if (channels < 1 || channels > MAX_CHANNELS) {
            throw new IllegalStateException(
                    "channels in a key's state: " + channels + "; allowed: 1 to " + MAX_CHANNELS);
        }
        String lineage = in.readString(MAX_LINEAGE);
        int numbers = version == 1 ? 0 : 8;
        int length = in.readCount("length of a key's state", 0, Math.max(0, in.remaining() - numbers));
        int place = version == 1 ? -1 : in.readCount("place of the rows of a key", 0, length);
        int kept = version == 1 ? 0 : in.readCount("rows kept of a key", 1, 1 << 16);
        Served by = served(channels);
        if (!lineage.equals(by.scorer.lineage())) {
            ByteSource rows = place < 0 ? null : in.fork(place, length - place);
            KeyState other = KeyStateCodec.readCommon(in.slice(length), lineage, channels);
            other.before = rows == null ? null : RecentRows.read(rows, channels, kept);
            return by.scorer.startAgain(other);
        }
        int after = in.remaining() - length;
        KeyState state = by.codec.read(in);
        if (in.remaining() > after && place >= 0) {
            state.before = RecentRows.read(in, channels, kept);
        }
        if (in.remaining() != after) {
            throw new IllegalStateException("a key's state of lineage " + lineage + " has " + length
                    + " bytes, of which " + (in.remaining() - after) + " were not understood");
        }
        return state;
    }

    @Override
    public KeyState copy(KeyState state) {
        return served(state.channels).codec.copy(state);
    }
}
