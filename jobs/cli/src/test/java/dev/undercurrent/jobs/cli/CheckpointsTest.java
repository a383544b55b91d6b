package dev.undercurrent.jobs.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointsTest {

    @TempDir
    Path directory;

    @Test
    void theNewestIsTheOneCompletedLastWhicheverRunMadeIt() throws IOException {
        assertThat(Checkpoints.newest(uri(directory.resolve("none")))).isNull();
        Files.createDirectories(directory.resolve("run-a/shared"));
        Files.createDirectories(directory.resolve("run-a/chk-9"));
        assertThat(Checkpoints.newest(uri(directory))).isNull();

        complete("run-a/chk-8", 5);
        complete("run-b/chk-2", 7);
        assertThat(Checkpoints.newest(uri(directory))).endsWith("/run-b/chk-2");
        complete("savepoint-c", 8);
        assertThat(Checkpoints.newest(uri(directory))).endsWith("/savepoint-c");
        complete("run-d/chk-3", 9);
        assertThat(Checkpoints.newest(uri(directory))).endsWith("/run-d/chk-3");
    }

    @Test
    void whatIsDiscardedIsOneRunsOwn() throws IOException {
        JobID run = new JobID();
        complete(run.toHexString() + "/chk-1", 9);
        complete("savepoint-a", 8);

        Checkpoints.discard(uri(directory), run);

        assertThat(directory.resolve(run.toHexString())).doesNotExist();
        assertThat(Checkpoints.newest(uri(directory))).endsWith("/savepoint-a");
    }

    private void complete(String checkpoint, long seconds) throws IOException {
        Path metadata = Files.createDirectories(directory.resolve(checkpoint)).resolve("_metadata");
        Files.setLastModifiedTime(Files.createFile(metadata), FileTime.fromMillis(seconds * 1000));
    }

    private static String uri(Path path) {
        return path.toUri().toString();
    }
}
