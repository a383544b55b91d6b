package dev.undercurrent.jobs.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/**
 * The counters of a job that runs in this process, summed over its tasks; they stay readable after its end.
 *
 * <p>Flink makes reporters by itself, from configuration; a number in it leads the one it made back to its owner.
 */
public final class MetricsTap implements MetricReporter {

    private static final String GROUP = "undercurrent";

    /** Host, "taskmanager", its id, job, operator and task: a job may have the name of the group. */
    private static final int SCOPE = 6;

    private static final String ID = "id";
    private static final Map<String, MetricsTap> TAPS = new ConcurrentHashMap<>();
    private static final AtomicInteger NEXT = new AtomicInteger();

    private final String id = Integer.toString(NEXT.getAndIncrement());
    private final Map<String, List<Counter>> running = new HashMap<>();
    private final Map<String, Long> ended = new HashMap<>();

    MetricsTap() {
        TAPS.put(id, this);
    }

    /** What makes a cluster report to this tap. */
    Configuration options() {
        Configuration options = new Configuration();
        options.setString("metrics.reporters", "tap");
        options.setString("metrics.reporter.tap.factory.class", Factory.class.getName());
        options.setString("metrics.reporter.tap." + ID, id);
        return options;
    }

    /** Sum of the counter {@code name} of the group undercurrent; 0 where there is none. */
    synchronized long count(String name) {
        return counts().getOrDefault(name, 0L);
    }

    /** Every counter of the group undercurrent. */
    synchronized Map<String, Long> counts() {
        Map<String, Long> all = new TreeMap<>(ended);
        running.forEach(
                (name, counters) -> counters.forEach(counter -> all.merge(name, counter.getCount(), Long::sum)));
        return all;
    }

    @Override
    public void open(MetricConfig config) {}

    @Override
    public void close() {
        TAPS.remove(id);
    }

    @Override
    public synchronized void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        if (metric instanceof Counter counter && ours(group)) {
            running.computeIfAbsent(name, n -> new ArrayList<>()).add(counter);
        }
    }

    @Override
    public synchronized void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        if (metric instanceof Counter counter && ours(group)) {
            List<Counter> counters = running.getOrDefault(name, List.of());
            if (counters.removeIf(other -> other == counter)) {
                ended.merge(name, counter.getCount(), Long::sum);
            }
        }
    }

    private static boolean ours(MetricGroup group) {
        return Arrays.asList(group.getScopeComponents()).lastIndexOf(GROUP) >= SCOPE;
    }

    /** Called by Flink. */
    public static final class Factory implements MetricReporterFactory {

        @Override
        public MetricReporter createMetricReporter(Properties properties) {
            MetricsTap tap = TAPS.get(properties.getProperty(ID));
            return tap == null ? new MetricsTap() : tap;
        }
    }
}
