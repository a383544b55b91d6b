package dev.undercurrent.core.scoring;

/** Seeds and draws that depend on names and numbers only, so that a replay draws the same. */
final class Seeds {

    private Seeds() {}

    /** FNV-1a over the UTF-16 units of a name, finished by a mixer. */
    static long of(String name) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < name.length(); i++) {
            hash = (hash ^ name.charAt(i)) * 0x100000001b3L;
        }
        return mix(hash);
    }

    /** A number in [0, 1) that depends on all three arguments. */
    static double uniform(long seed, long epoch, long sequence) {
        return (mix(seed ^ mix(epoch ^ mix(sequence))) >>> 11) * 0x1p-53;
    }

    /** Finaliser of SplitMix64 (Steele, Lea &amp; Flood 2014). */
    private static long mix(long z) {
        z = (z + 0x9e3779b97f4a7c15L);
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
