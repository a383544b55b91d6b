package dev.undercurrent.jobs.cli.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedClusterTest {

    /** What the job let us see: it runs in this JVM, and a collecting sink races with the end of its cluster. */
    private static final Queue<Long> SEEN = new ConcurrentLinkedQueue<>();

    @TempDir
    Path directory;

    private static long see(long x) {
        SEEN.add(x);
        return x;
    }

    @Test
    @Timeout(60)
    void aBoundedJobRunsToItsEnd() throws Exception {
        try (EmbeddedCluster cluster = new EmbeddedCluster(2, directory)) {
            StreamExecutionEnvironment env = cluster.environment();
            SEEN.clear();
            env.fromSequence(1, 100)
                    .keyBy(x -> x % 2, Types.LONG)
                    .reduce(Long::sum)
                    .map(EmbeddedClusterTest::see, Types.LONG)
                    .sinkTo(new DiscardingSink<>());
            env.execute();
            assertThat(SEEN).hasSize(100).contains(2500L, 2550L);
        }
    }

    @Test
    @Timeout(60)
    void closeEndsAJobThatWouldNeverEnd() throws Exception {
        JobClient job;
        try (EmbeddedCluster cluster = new EmbeddedCluster(1, directory)) {
            StreamExecutionEnvironment env = cluster.environment();
            env.enableCheckpointing(100);
            env.fromSequence(0, Long.MAX_VALUE).sinkTo(new DiscardingSink<>());
            job = cluster.start(env, "endless");
            while (job.getJobStatus().get() != JobStatus.RUNNING) {
                TimeUnit.MILLISECONDS.sleep(20);
            }
        }
        assertThatThrownBy(() -> job.getJobExecutionResult().get(1, TimeUnit.SECONDS))
                .hasStackTraceContaining("cancel");
    }

    @Test
    void genericTypesAreRefused() {
        try (EmbeddedCluster cluster = new EmbeddedCluster(1, directory)) {
            StreamExecutionEnvironment env = cluster.environment();
            env.fromSequence(0, 1)
                    .map(x -> new Object(), Types.GENERIC(Object.class))
                    .sinkTo(new DiscardingSink<>());
            assertThatThrownBy(() -> cluster.start(env, "generic")).hasStackTraceContaining("generic");
        }
    }
}
