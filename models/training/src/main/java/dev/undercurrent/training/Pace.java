package dev.undercurrent.training;

import java.lang.management.ManagementFactory;

/** Speed of training, in CPU time of this process and wall time. */
final class Pace {

    private static final double SECOND = 1e9;

    private double cpu = cpuSeconds();
    private double wall = wallSeconds();
    private int step;
    private double counted = cpu;

    Pace(Run run) {
        this.step = run.step;
    }

    /** CPU time of this process, all threads, seconds; 0 where the JVM does not tell. */
    static double cpuSeconds() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime() / SECOND
                : 0.0;
    }

    private static double wallSeconds() {
        return System.nanoTime() / SECOND;
    }

    /** Brings the run's CPU time up to now. */
    void count(Run run) {
        double now = cpuSeconds();
        run.cpuSeconds += now - counted;
        counted = now;
    }

    Progress.Report report(Run run, Losses losses) {
        count(run);
        double cpuNow = cpuSeconds();
        double wallNow = wallSeconds();
        int steps = Math.max(1, run.step - step);
        int tokens = run.recipe.tokensPerStep();
        double left = (wallNow - wall) / steps * (run.recipe.steps() - run.step);
        Progress.Report report = new Progress.Report(
                losses,
                run.recipe.steps(),
                (long) run.step * tokens,
                run.cpuSeconds,
                (double) steps * tokens / Math.max(cpuNow - cpu, 1e-9),
                left);
        cpu = cpuNow;
        wall = wallNow;
        step = run.step;
        return report;
    }
}
