package dev.undercurrent.jobs.scoring;

import java.util.Arrays;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.HistogramStatistics;

/** The last times that something took: taken in as microseconds, told in seconds. */
final class Seconds implements Histogram {

    private static final int KEPT = 1024;

    private final long[] micros = new long[KEPT];
    private long count;

    @Override
    public synchronized void update(long value) {
        micros[(int) (count++ % KEPT)] = value;
    }

    @Override
    public synchronized long getCount() {
        return count;
    }

    @Override
    public synchronized HistogramStatistics getStatistics() {
        double[] seconds = Arrays.stream(micros, 0, (int) Math.min(count, KEPT))
                .mapToDouble(m -> m / 1e6)
                .sorted()
                .toArray();
        return new Sorted(seconds);
    }

    /** Statistics of values in ascending order; 0 where there are none. */
    private static final class Sorted extends HistogramStatistics {

        private final double[] values;

        Sorted(double[] values) {
            this.values = values;
        }

        /** The value of the nearest rank. */
        @Override
        public double getQuantile(double quantile) {
            if (values.length == 0) {
                return 0;
            }
            int rank = (int) Math.ceil(quantile * values.length) - 1;
            return values[Math.min(values.length - 1, Math.max(0, rank))];
        }

        /** In whole seconds, as the type wants it. */
        @Override
        public long[] getValues() {
            return Arrays.stream(values).mapToLong(v -> (long) v).toArray();
        }

        @Override
        public int size() {
            return values.length;
        }

        @Override
        public double getMean() {
            return Arrays.stream(values).average().orElse(0);
        }

        @Override
        public double getStdDev() {
            double mean = getMean();
            return Math.sqrt(Arrays.stream(values)
                    .map(v -> (v - mean) * (v - mean))
                    .average()
                    .orElse(0));
        }

        @Override
        public long getMax() {
            return (long) getQuantile(1);
        }

        @Override
        public long getMin() {
            return (long) getQuantile(0);
        }
    }
}
