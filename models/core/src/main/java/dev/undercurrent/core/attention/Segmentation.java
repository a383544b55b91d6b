package dev.undercurrent.core.attention;

import dev.undercurrent.core.math.Elementary;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;

/**
 * Divides a series into regimes while it comes, by nearest-window votes: windows of w = 20 rows, z-normalised, the k = 3 nearest
 * of each that lie 2w or more away. Every w / 2 rows all boundaries with 4w windows on either side are weighed ({@link Votes});
 * where the best one reaches {@link #ENOUGH} nats a new regime has begun there, and only what came since stays in the segment. Votes see no
 * level: while a key is young {@link Shifts} of it are looked for too, and jumps of {@link Levels} once a segment has settled.
 */
final class Segmentation {

    /** Rows of a window. */
    static final int WIDTH = 20;

    /** Nearest windows of each. */
    static final int NEAREST = 3;

    /** Windows nearer in time than this are no neighbours. */
    static final int EXCLUSION = 2 * WIDTH;

    /** Fewest windows of a regime. */
    static final int MARGIN = 4 * WIDTH;

    /** Rows between two looks for a change. */
    static final int STRIDE = WIDTH / 2;

    /** Rows between two looks for a shift. */
    private static final int LOOK = 2;

    /** Log likelihood ratio, in nats, of a change: the log prior odds against one. */
    static final double ENOUGH = 5;

    private final Votes votes;
    private final Shifts shifts = new Shifts();
    private final Levels levels;
    private final Products scratch;
    private final double[] distances;
    private final int capacity;
    private final int channels;
    private final boolean divides;

    /** @param capacity most windows of a segment that are held */
    Segmentation(int channels, int capacity) {
        this(channels, capacity, true);
    }

    /** @param divides false where rows are only to be kept: then there is one segment, at a third of the cost less */
    Segmentation(int channels, int capacity, boolean divides) {
        this.divides = divides;
        this.channels = channels;
        this.capacity = capacity;
        this.votes = new Votes(NEAREST, WIDTH, MARGIN, capacity);
        this.levels = new Levels(capacity);
        this.scratch = new Products(channels, capacity);
        this.distances = new double[capacity];
    }

    /** What is carried for one key. */
    static final class State {
        final Past past;
        final Products products;
        final Neighbours neighbours;

        /** Rows of the segment. */
        long rows;

        /** Log likelihood ratio of the best boundary when last looked for one. */
        double ratio;

        /** The same of the best shift, while the key is young. */
        double shift;

        State(Past past, Products products, Neighbours neighbours) {
            this.past = past;
            this.products = products;
            this.neighbours = neighbours;
        }
    }

    private int keep() {
        return capacity + Fading.DEPTH + Products.EXACT;
    }

    State start() {
        return new State(
                new Past(channels, WIDTH, keep()),
                new Products(channels, capacity),
                new Neighbours(NEAREST, EXCLUSION, capacity));
    }

    /**
     * Takes in a row, and tells how many rows ago a new regime began if one is found to have begun.
     *
     * @param time microseconds UTC
     * @param row [channels], NaN = missing
     * @return −1 where no change is found; else the age of the first row of the new regime, 0 being the newest row
     */
    int push(State s, long time, double[] row) {
        boolean unitsChanged = s.past.push(time, row);
        s.products.push(s.past, unitsChanged);
        s.rows++;
        if (!divides) {
            return -1;
        }
        enter(s, unitsChanged);
        int age = shifted(s);
        if (age < 0) {
            age = looked(s);
        }
        if (age >= 0) {
            s.rows = age + 1L;
            s.ratio = 0;
            s.shift = 0;
            rebuild(s);
        }
        return age;
    }

    /** Takes in the newest window, if it lies in the segment. */
    private void enter(State s, boolean unitsChanged) {
        if (s.past.windows() == 0) {
            return;
        }
        s.neighbours.came();
        if (unitsChanged) {
            rebuild(s);
        } else if (s.rows >= WIDTH) {
            s.products.distances(s.past, 0, Math.min(s.neighbours.size + 1, capacity), distances);
            s.neighbours.add(distances);
        }
    }

    private int shifted(State s) {
        if (s.past.count % LOOK != 0) {
            return -1;
        }
        if (!shifts.weigh(s.past, (int) Math.min(s.rows, Shifts.YOUNG))) {
            s.shift = 0;
            return -1;
        }
        s.shift = shifts.best();
        return shifts.found() ? shifts.age() : -1;
    }

    private int looked(State s) {
        if ((s.neighbours.count - 1) % STRIDE != 0 || s.neighbours.size <= 2 * MARGIN) {
            return -1;
        }
        if (levels.jumped(s.past, s.rows)) {
            return levels.age();
        }
        votes.weigh(s.neighbours);
        s.ratio = votes.best();
        return s.ratio > ENOUGH ? votes.lag() + WIDTH - 1 : -1;
    }

    /** P(a new regime began in the segment), by the odds against it that {@link #ENOUGH} stands for. */
    static double changeProbability(State s) {
        return 1 / (1 + Elementary.exp(Math.min(ENOUGH - s.ratio, Shifts.ENOUGH - s.shift)));
    }

    /** The windows of the segment that are at hand, neighbour lists and all. */
    private void rebuild(State s) {
        s.neighbours.clear();
        scratch.clear();
        int windows = (int) Math.min(s.rows - WIDTH + 1, capacity);
        for (int back = windows - 1; back >= 0; back--) {
            int lags = windows - back;
            scratch.advance(s.past, back, lags);
            scratch.distances(s.past, back, lags, distances);
            s.neighbours.add(distances);
        }
    }

    void write(State s, ByteSink out) {
        s.past.write(out);
        out.writeShort(s.products.since);
        s.neighbours.write(out);
        out.writeLong(s.rows);
        out.writeDouble(s.ratio);
        out.writeDouble(s.shift);
    }

    State read(ByteSource in) {
        Past past = Past.read(in, channels, WIDTH, keep());
        Products products = Products.restore(past, capacity, in.readShort());
        State s = new State(past, products, Neighbours.read(in, NEAREST, EXCLUSION, capacity));
        s.rows = in.readLong();
        s.ratio = in.readDouble();
        s.shift = in.readDouble();
        return s;
    }

    State copy(State from) {
        State s = new State(from.past.copy(), from.products.copy(), from.neighbours.copy());
        s.rows = from.rows;
        s.ratio = from.ratio;
        s.shift = from.shift;
        return s;
    }
}
