package dev.undercurrent.jobs.cli.demo;

import java.util.concurrent.atomic.AtomicLong;

/** Keeps every core busy for a while: an anomaly made to order. */
final class Burn {

    static final int SECONDS = 8;

    private final AtomicLong until = new AtomicLong(Long.MIN_VALUE);

    /** Begins to burn, unless it already burns. */
    void start() {
        long now = System.nanoTime();
        long end = until.get();
        if (end != Long.MIN_VALUE && now - end < 0) {
            return;
        }
        until.set(now + SECONDS * 1_000_000_000L);
        for (int core = 0; core < Runtime.getRuntime().availableProcessors(); core++) {
            Thread thread = new Thread(this::spin, "burn-" + core);
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Seconds left, 0 where nothing burns. */
    int secondsLeft() {
        long end = until.get();
        long left = end == Long.MIN_VALUE ? 0 : end - System.nanoTime();
        return left <= 0 ? 0 : (int) (1 + left / 1_000_000_000L);
    }

    void stop() {
        until.set(System.nanoTime());
    }

    private void spin() {
        while (System.nanoTime() - until.get() < 0) {
            Thread.onSpinWait();
        }
    }
}
