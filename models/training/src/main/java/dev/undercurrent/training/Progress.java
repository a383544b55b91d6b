package dev.undercurrent.training;

/** Hears how training goes. */
@FunctionalInterface
public interface Progress {

    /** Every this many steps a report is made. */
    int EVERY = 100;

    /** Called in the training thread. */
    void report(Report report);

    /**
     * How training goes.
     *
     * @param losses so far
     * @param steps planned
     * @param tokens events learnt from, so far
     * @param cpuSeconds of this process in training, so far, all threads, resumed runs included
     * @param tokensPerCpuSecond since the last report
     * @param secondsLeft of wall time, estimated
     */
    record Report(
            Losses losses, int steps, long tokens, double cpuSeconds, double tokensPerCpuSecond, double secondsLeft) {}
}
