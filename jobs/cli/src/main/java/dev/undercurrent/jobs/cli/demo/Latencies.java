package dev.undercurrent.jobs.cli.demo;

/** Quantiles of durations within 2 %, in bounded memory: buckets grow by that factor from 10 µs to beyond an hour. */
final class Latencies {

    private static final double FIRST = 1e-5;
    private static final double GROWTH = 1.02;

    private final long[] counts = new long[1024];
    private long total;

    synchronized void add(double seconds) {
        int bucket = (int) (Math.log(Math.max(seconds, FIRST) / FIRST) / Math.log(GROWTH));
        counts[Math.min(bucket, counts.length - 1)]++;
        total++;
    }

    /** Seconds that a share {@code p} of the durations do not exceed; NaN where there are none. */
    synchronized double quantile(double p) {
        long rank = Math.max(1, (long) Math.ceil(p * total));
        long seen = 0;
        for (int bucket = 0; bucket < counts.length; bucket++) {
            seen += counts[bucket];
            if (total > 0 && seen >= rank) {
                return FIRST * Math.pow(GROWTH, bucket + 0.5);
            }
        }
        return Double.NaN;
    }
}
