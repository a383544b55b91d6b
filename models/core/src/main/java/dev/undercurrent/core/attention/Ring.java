package dev.undercurrent.core.attention;

/**
 * A ring of the last {@code size} events, known by a position: the number of events so far, which from 2 · size falls back
 * to size. It tells how many events are held and where the latest is, and is exact as a float for ever.
 *
 * @param size ≥ 1, at most 2^23
 */
record Ring(int size) {

    Ring {
        if (size < 1 || size > 1 << 23) {
            throw new IllegalArgumentException("window of " + size + " events; allowed: 1 to 2^23");
        }
    }

    /** The position after one more event. */
    int next(int position) {
        return position + 1 == 2 * size ? size : position + 1;
    }

    /** The number of events held, 0 to size. */
    int held(int position) {
        return Math.min(position, size);
    }

    /** The slot of the latest event; of size − 1 where there is none. */
    int latest(int position) {
        return (position + size - 1) % size;
    }
}
