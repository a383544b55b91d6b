package dev.undercurrent.core;

import java.util.SplittableRandom;

/**
 * Runs a law on seeded random cases of growing size. A failure names the seed; {@code -Dtests.seed=S} runs that one alone.
 */
public final class Seeded {

    private Seeded() {}

    /** A law of a random generator and a size from 1. */
    @FunctionalInterface
    public interface Law {
        void hold(SplittableRandom random, int size);
    }

    /** Checks the law {@code tries} times, with sizes 1, 2, 3, …, so that the first failure is small. */
    public static void check(int tries, Law law) {
        String only = System.getProperty("tests.seed");
        for (int i = 0; i < tries; i++) {
            long seed = only == null ? 0x5eedL * 31 + i : Long.parseLong(only);
            try {
                law.hold(new SplittableRandom(seed), 1 + (int) Math.floorMod(seed - 0x5eedL * 31, (long) tries));
            } catch (AssertionError | RuntimeException e) {
                throw new AssertionError("reproduce with -Dtests.seed=" + seed, e);
            }
            if (only != null) {
                return;
            }
        }
    }
}
