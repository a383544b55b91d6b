package dev.undercurrent.training;

/** Batches by number: equal numbers give equal batches, so that training can go on where it stopped. */
interface Supply {

    /** Fills in batch {@code number}, 0, 1, …. */
    void fill(long number, Batch batch);
}
