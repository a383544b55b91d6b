package dev.undercurrent.jobs.scoring;

import dev.undercurrent.core.scoring.KeyState;
import dev.undercurrent.core.scoring.KeyStates;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

/**
 * Keys whose networks have put their step off, so that it can be done for all of them at once. Verdicts do not wait for it:
 * a step is needed by the next event of its key only.
 */
final class PutOff {

    /** Keys stepped at once, at most: as many as the kernels take in one go. */
    static final int MOST = 64;

    private final String[] series = new String[MOST];
    private final KeyState[] keys = new KeyState[MOST];
    /** Null where nobody asks for them. */
    private final Set<String> names;

    private int size;

    /** @param asked whether {@link #holds} will be asked */
    PutOff(boolean asked) {
        names = asked ? new HashSet<>() : null;
    }

    void add(String name, KeyState key) {
        series[size] = name;
        keys[size++] = key;
        if (names != null) {
            names.add(name);
        }
    }

    boolean holds(String name) {
        return size > 0 && names.contains(name);
    }

    boolean isEmpty() {
        return size == 0;
    }

    boolean full() {
        return size == MOST;
    }

    int size() {
        return size;
    }

    String series(int i) {
        return series[i];
    }

    KeyState key(int i) {
        return keys[i];
    }

    void settle(KeyStates states) {
        states.settle(keys, size);
    }

    void clear() {
        Arrays.fill(series, 0, size, null);
        Arrays.fill(keys, 0, size, null);
        if (names != null) {
            names.clear();
        }
        size = 0;
    }
}
