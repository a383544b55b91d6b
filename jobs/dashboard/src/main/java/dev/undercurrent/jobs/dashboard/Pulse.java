package dev.undercurrent.jobs.dashboard;

/** How many things came in each of the last seconds. Thread-safe. */
final class Pulse {

    static final int SECONDS = 120;

    private final long[] counts = new long[SECONDS];
    private final long started = System.nanoTime();
    private long second;
    private long total;

    private long now() {
        return (System.nanoTime() - started) / 1_000_000_000L;
    }

    private void advance() {
        long now = now();
        for (long s = Math.max(second + 1, now - SECONDS + 1); s <= now; s++) {
            counts[(int) (s % SECONDS)] = 0;
        }
        second = now;
    }

    synchronized void add(int n) {
        advance();
        counts[(int) (second % SECONDS)] += n;
        total += n;
    }

    synchronized long total() {
        return total;
    }

    /** Per second, over the last ten whole ones. */
    synchronized double rate() {
        advance();
        long span = Math.min(10, second);
        long sum = 0;
        for (long s = second - span; s < second; s++) {
            sum += counts[(int) (s % SECONDS)];
        }
        return span == 0 ? counts[0] : (double) sum / span;
    }

    /** Counts of the whole seconds up to now, the oldest first. */
    synchronized long[] lately() {
        advance();
        int n = (int) Math.min(SECONDS - 1, second);
        long[] out = new long[n];
        for (int i = 0; i < n; i++) {
            out[i] = counts[(int) ((second - n + i) % SECONDS)];
        }
        return out;
    }
}
