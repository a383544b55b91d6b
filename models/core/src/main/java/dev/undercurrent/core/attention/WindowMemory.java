package dev.undercurrent.core.attention;

import dev.undercurrent.core.Density;
import dev.undercurrent.core.Observation;
import dev.undercurrent.core.Reading;
import dev.undercurrent.core.SequenceModel;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import dev.undercurrent.core.state.StateCodec;

/**
 * A key's own past as keys and values of an attention: its law is a mixture over what followed the rows most like the present
 * ones, and the nearest windows of all its windows tell when the regime changed ({@link Segmentation}) and whether it was there
 * before.
 *
 * <p>Cost per event: about ten passes over the M windows of the memory, of one multiplication or comparison each.
 */
public final class WindowMemory implements SequenceModel<WindowMemory.State> {

    private static final int VERSION = 1;

    private final int channels;
    private final int capacity;
    private final Segmentation segmentation;
    private final Followers followers;

    /**
     * A memory that tells regimes.
     *
     * @param channels ≥ 1
     */
    public WindowMemory(MemorySettings settings, int channels) {
        this(settings, channels, true);
    }

    /**
     * @param channels ≥ 1
     * @param regimes false where nobody asks for them: there is one then, and looking for neighbours is saved
     */
    public WindowMemory(MemorySettings settings, int channels, boolean regimes) {
        if (channels < 1) {
            throw new IllegalArgumentException("channels " + channels + "; allowed: at least 1");
        }
        this.channels = channels;
        this.capacity = settings.windows();
        this.segmentation = new Segmentation(channels, capacity, regimes);
        this.followers = new Followers(channels);
    }

    /** State of one key. */
    public static final class State {
        final Segmentation.State segments;
        final Fading fading;
        final Followers.State followers;
        final Regimes regimes;

        State(Segmentation.State segments, Fading fading, Followers.State followers, Regimes regimes) {
            this.segments = segments;
            this.fading = fading;
            this.followers = followers;
            this.regimes = regimes;
        }

        /** Id of the current regime: per key, from 0, never reused. */
        public int regime() {
            return regimes.current();
        }

        /** When it began, as far as the rows tell, microseconds UTC; 0 for the first one. */
        public long since() {
            return regimes.since();
        }

        /** P(the current regime is the one whose id it has, and has not ended). */
        public double regimeProbability() {
            return regimes.posterior() * (1 - changeProbability());
        }

        /** P(the regime has changed since it began), unpublished as yet. */
        public double changeProbability() {
            return Segmentation.changeProbability(segments);
        }
    }

    @Override
    public State start() {
        return new State(segmentation.start(), new Fading(capacity), new Followers.State(channels), new Regimes());
    }

    @Override
    public Density predict(State s) {
        return followers.law(s.followers, s.segments.past);
    }

    @Override
    public void observe(State s, Observation x, double learning) {
        Reading reading = (Reading) x;
        if (!x.missing()) {
            followers.learn(s.followers, s.segments.past, reading.values(), learning);
        }
        long before = s.segments.rows + 1;
        int age = segmentation.push(s.segments, reading.time(), reading.values());
        s.fading.push(s.segments.past, s.segments.products.since);
        if (age >= 0) {
            // the last row of the closed regime lies age + 1 rows back, its first one before − 1
            long oldest = Math.min(before - Segmentation.WIDTH + 1, capacity);
            s.regimes.change(s.segments.past, age, (int) oldest);
        }
        followers.attend(s.followers, s.segments.past, s.fading);
    }

    @Override
    public void advance(State s, int steps) {
        Reading nothing = Reading.missing(0, channels);
        for (int i = 0; i < steps; i++) {
            observe(s, nothing, 0);
        }
    }

    int channels() {
        return channels;
    }

    /**
     * Bytes, big-endian: version, then the segment (rows at hand, neighbour lists), the one-step law, the regimes; as the parts
     * document them. What follows from rows at hand is not written.
     */
    @Override
    public StateCodec<State> codec() {
        return new StateCodec<>() {
            @Override
            public void write(State s, ByteSink out) {
                out.writeByte(VERSION);
                // the rows at hand come first
                out.mark();
                segmentation.write(s.segments, out);
                followers.write(s.followers, out);
                s.regimes.write(out);
            }

            @Override
            public State read(ByteSource in) {
                int version = in.readByte();
                if (version != VERSION) {
                    throw new IllegalStateException(
                            "version of a window memory is " + version + "; readable: " + VERSION);
                }
                Segmentation.State segments = segmentation.read(in);
                Fading fading = Fading.restore(segments.past, capacity, segments.products.since);
                return new State(segments, fading, followers.read(in, capacity), Regimes.read(in, channels));
            }

            @Override
            public State copy(State s) {
                return new State(
                        segmentation.copy(s.segments), s.fading.copy(), followers.copy(s.followers), s.regimes.copy());
            }
        };
    }
}
