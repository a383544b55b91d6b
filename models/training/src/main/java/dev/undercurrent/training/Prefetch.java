package dev.undercurrent.training;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Fills batches in order in a thread of its own, a few ahead of their use. */
final class Prefetch implements AutoCloseable {

    private static final int AHEAD = 3;

    private final BlockingQueue<Batch> free = new ArrayBlockingQueue<>(AHEAD);
    private final BlockingQueue<Object> full = new ArrayBlockingQueue<>(AHEAD + 1);
    private final Thread thread;

    Prefetch(Supply supply, Recipe recipe, long first) {
        for (int i = 0; i < AHEAD; i++) {
            free.add(batch(recipe));
        }
        this.thread = new Thread(() -> run(supply, first), "training-data");
        thread.setDaemon(true);
        thread.start();
    }

    static Batch batch(Recipe recipe) {
        return new Batch(recipe.window(), recipe.batch(), recipe.origins(), recipe.horizon());
    }

    private void run(Supply supply, long first) {
        try {
            for (long number = first; ; number++) {
                Batch batch = free.take();
                supply.fill(number, batch);
                full.put(batch);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException | Error e) {
            full.add(e); // there is always room for one more
        }
    }

    /** The next batch; to be given back. */
    Batch take() {
        try {
            Object next = full.take();
            if (next instanceof Batch batch) {
                return batch;
            }
            throw new IllegalStateException("the supply of training data failed", (Throwable) next);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for training data", e);
        }
    }

    void giveBack(Batch batch) {
        free.add(batch);
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
