package dev.undercurrent.jobs.cli.plan;

import dev.undercurrent.core.Reading;
import dev.undercurrent.core.Verdict;
import dev.undercurrent.core.scoring.Arrival;
import dev.undercurrent.core.scoring.KeyState;
import dev.undercurrent.core.scoring.KeyStates;
import dev.undercurrent.core.scoring.Outcome;
import dev.undercurrent.core.scoring.ScorerSettings;
import dev.undercurrent.core.seasonal.Seasons;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Runs the models of a configuration on made-up series, without a job, to see what a series takes: a wave of the season with
 * noise, an event per spacing.
 */
final class Trial implements Outcome {

    /** Events after which a memory that is not full by then is taken as it is. */
    private static final int LONGEST = 20_000;

    /** Events to look at the size after. */
    private static final int EVERY = 64;

    /** What is measured with, about. */
    private static final long ROOM = 24L << 20;

    private static final int MOST_KEYS = 1000;
    private static final int BATCH = 64;
    private static final int WAVE = 24;
    private static final int NOISE = 1 << 12;

    private final KeyStates states;
    private final ScorerSettings settings;
    private final int channels;
    private final long spacing;
    private final int season;
    private final double[] noise = new double[NOISE];
    private KeyState key;

    /** Bytes of its state so far, at most. */
    private int most;

    private double sum;

    /**
     * @param channels values per event
     * @param spacing between two events of a series, microseconds
     * @param found season of the data where none is declared; 0 = unknown
     */
    Trial(ScorerSettings settings, int channels, long spacing, int found) {
        this.settings = settings;
        this.states = new KeyStates(settings);
        this.channels = channels;
        this.spacing = spacing;
        int declared = settings.seasons().season();
        this.season = declared > 0 ? declared : found > 0 ? found : WAVE;
        var random = new SplittableRandom(1);
        for (int i = 0; i < NOISE; i++) {
            noise[i] = random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5;
        }
    }

    /**
     * State of one series.
     *
     * @param events it has seen
     * @param parts bytes as they are written to a checkpoint, by part
     * @param most bytes on the way, at most
     * @param heap bytes of its objects
     */
    record Footprint(int events, Map<String, Integer> parts, int most, long heap) {

        /** Bytes as they are written to a checkpoint. */
        int bytes() {
            return parts.values().stream().mapToInt(i -> i).sum();
        }
    }

    /**
     * Speed of the models alone on one core of this machine.
     *
     * @param keys series in turns
     * @param perSecond events per second of processor time
     */
    record Pace(int keys, double perSecond) {}

    /** Events until whatever a series remembers is full, and has forgotten once. */
    int grown() {
        Seasons seasons = settings.seasons();
        int longest = Math.max(seasons.season() * 2, seasons.longer());
        int past = settings.past() == null ? 0 : settings.past().windows() + 320;
        int most =
                Math.max(Math.max(2 * longest + 100, settings.detect() + 500), Math.max(settings.windows(), past) * 2);
        return Math.min(LONGEST, Math.max(700, most));
    }

    private void accept(KeyState key, int t, int shift) {
        double[] values = new double[channels];
        for (int c = 0; c < channels; c++) {
            double wave = Math.sin(2 * Math.PI * (t + shift + c) / season);
            values[c] = 20 + 5 * wave + noise[(int) ((t * 31L + shift * 17L + c) % NOISE)];
        }
        states.accept(key, new Arrival(new Reading(t * spacing, values), 0, t), this);
    }

    /** The series after {@link #grown} events; made at the first call. */
    private KeyState grow() {
        if (key != null) {
            return key;
        }
        key = states.start("series", channels);
        int events = grown();
        var sink = new ByteSink(1 << 12);
        for (int t = 0; t < events; t++) {
            accept(key, t, 0);
            if (t % EVERY == EVERY - 1) {
                sink.clear();
                states.write(key, sink);
                most = Math.max(most, sink.size());
            }
        }
        return key;
    }

    Footprint footprint() {
        Map<String, Integer> parts = states.sizes(grow());
        int bytes = parts.values().stream().mapToInt(i -> i).sum();
        return new Footprint(grown(), parts, Math.max(most, bytes), heap(bytes));
    }

    /** Bytes that one takes on this JVM's heap. */
    private long heap(int bytes) {
        int n = (int) Math.max(8, Math.min(10_000, ROOM / bytes));
        KeyState[] copies = new KeyState[n];
        var sink = new ByteSink(bytes);
        states.write(key, sink);
        byte[] written = sink.toBytes();
        long before = used();
        for (int i = 0; i < n; i++) {
            // a copy may share what never changes; keys do not
            copies[i] = states.read(new ByteSource(written));
        }
        long after = used();
        // keeps the copies alive until they were counted
        sum += copies[n - 1].channels();
        return Math.max(bytes, (after - before) / n);
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        long least = Long.MAX_VALUE;
        for (int i = 0; i < 2; i++) {
            System.gc();
            least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
        }
        return least;
    }

    /** @param seconds of processor time to measure for, after a third of that to warm up */
    Pace pace(double seconds) {
        KeyState grown = grow();
        var sink = new ByteSink(1 << 12);
        states.write(grown, sink);
        KeyState[] keys = new KeyState[(int) Math.max(8, Math.min(MOST_KEYS, ROOM / 2 / sink.size()))];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = states.copy(grown);
        }
        int t = run(keys, grown(), seconds / 3);
        int from = t;
        double began = cpuSeconds();
        t = run(keys, t, seconds);
        double took = cpuSeconds() - began;
        if (Double.isNaN(sum)) {
            throw new IllegalStateException("a score is NaN");
        }
        return new Pace(keys.length, (double) (t - from) * keys.length / took);
    }

    /** Rounds of one event of every key, until the time is over; returns the next event. */
    private int run(KeyState[] keys, int from, double seconds) {
        double end = cpuSeconds() + seconds;
        int t = from;
        KeyState[] pending = new KeyState[BATCH];
        while (t == from || cpuSeconds() < end) {
            int waiting = 0;
            for (int i = 0; i < keys.length; i++) {
                accept(keys[i], t, i);
                if (states.pending(keys[i])) {
                    pending[waiting++] = keys[i];
                }
                if (waiting == BATCH || i + 1 == keys.length) {
                    states.settle(pending, waiting);
                    waiting = 0;
                }
            }
            t++;
        }
        return t;
    }

    private static double cpuSeconds() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() / 1e9;
    }

    @Override
    public void scored(Arrival arrival, Verdict verdict) {
        sum += verdict.anomalyScore();
    }

    @Override
    public void late(Arrival arrival, long clock) {
        throw new IllegalStateException("late at " + arrival.reading().time() + ", clock " + clock);
    }

    @Override
    public void duplicate(Arrival arrival) {
        throw new IllegalStateException("duplicate at " + arrival.reading().time());
    }
}
