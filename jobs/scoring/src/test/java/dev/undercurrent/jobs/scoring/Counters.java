package dev.undercurrent.jobs.scoring;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.api.common.JobID;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.executiongraph.ExecutionAttemptID;
import org.apache.flink.runtime.metrics.NoOpMetricRegistry;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.apache.flink.runtime.metrics.groups.TaskMetricGroup;

/** The counters of the group {@code undercurrent}, by name. */
final class Counters extends NoOpMetricRegistry {

    private final Map<String, Counter> counters = new ConcurrentHashMap<>();

    TaskMetricGroup task() {
        return TaskManagerMetricGroup.createTaskManagerMetricGroup(this, "localhost", ResourceID.generate())
                .addJob(new JobID(), "test")
                .addTask(ExecutionAttemptID.randomId(), "score");
    }

    @Override
    public void register(Metric metric, String name, AbstractMetricGroup<?> group) {
        if (metric instanceof Counter counter && group.getMetricIdentifier(name).contains("undercurrent")) {
            counters.put(name, counter);
        }
    }

    Counter get(String name) {
        return counters.get(name);
    }

    @Override
    public String toString() {
        return counters.keySet().toString();
    }
}
