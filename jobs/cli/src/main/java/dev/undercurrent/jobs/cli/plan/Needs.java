package dev.undercurrent.jobs.cli.plan;

/**
 * What a deployment needs, from what one series and one event take.
 *
 * @param keys series
 * @param bytes of a series' state in a checkpoint, grown
 * @param most bytes of it while it is young, at most
 * @param heap bytes of a series' state on the heap
 * @param micros processor time of the models per event, microseconds
 * @param rate events per second of all series; 0 = not said
 */
record Needs(long keys, int bytes, int most, long heap, double micros, double rate) {

    /**
     * Processor time per event of reading, decoding, shuffling, encoding and writing, microseconds: what the scoring job took
     * above its models on the machine of the README's figures.
     */
    static final double JOB_MICROS = 3.5;

    /** Share of the processors that is meant to be busy: the rest catches up after a restart. */
    static final double BUSY = 0.6;

    /** Bytes of a key beside its state: the key itself, Flink's entry of it. */
    static final int ENTRY = 200;

    /** Bytes of a key beside its state in a checkpoint. */
    static final int WRITTEN = 64;

    /** Heap relative to live state: garbage, and what is copied while a snapshot is written. */
    static final double HEADROOM = 1.5;

    /** Bytes of everything but state: Flink, buffers, the clients of Kafka. */
    static final long BASE = 1L << 30;

    /** State of all keys, serialised, bytes: also a full checkpoint. */
    long checkpoint() {
        return keys * (bytes + WRITTEN);
    }

    /** The same while all keys are young, at most. */
    long youngCheckpoint() {
        return keys * (Math.max(bytes, most) + WRITTEN);
    }

    /** State of all keys on the heap, bytes; as much more while they are young as it is in a checkpoint. */
    long live() {
        return keys * ((long) (heap * Math.max(1.0, (double) most / bytes)) + ENTRY);
    }

    /** Memory of all task managers together with state on the heap, bytes. */
    long heapMemory() {
        return BASE + (long) (HEADROOM * live());
    }

    /** Events per second that one busy core carries through the whole job. */
    double perCore() {
        return 1e6 / (micros + JOB_MICROS);
    }

    /** Cores for the rate; 0 where no rate is known. */
    int cores() {
        return rate == 0 ? 0 : (int) Math.max(1, Math.ceil(rate / perCore() / BUSY));
    }
}
