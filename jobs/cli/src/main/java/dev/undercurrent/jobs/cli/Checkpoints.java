package dev.undercurrent.jobs.cli;

import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import java.io.IOException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.core.fs.FileStatus;
import org.apache.flink.core.fs.FileSystem;
import org.apache.flink.core.fs.Path;

/**
 * What a job that ran in this process left behind, below {@code <flink.checkpoint-directory>/<name>}: the checkpoints of
 * each run in a directory of its own, and the savepoint of each that was stopped.
 */
final class Checkpoints {

    private static final String METADATA = "_metadata";

    private Checkpoints() {}

    /** Where this pipeline's are; null where {@code flink.checkpoint-directory} is not set. */
    static String directory(PipelineConfig config) {
        String all = config.flink().checkpointDirectory();
        return all == null ? null : new Path(all, config.name()).toString();
    }

    /** The one completed last, or null where there is none. */
    static String newest(String directory) throws IOException {
        Path root = new Path(directory);
        FileSystem files = root.getFileSystem();
        FileStatus newest = null;
        for (FileStatus entry : children(files, root)) {
            newest = later(newest, completed(files, entry));
            for (FileStatus inner : children(files, entry.getPath())) {
                newest = later(newest, completed(files, inner));
            }
        }
        return newest == null ? null : newest.getPath().getParent().toString();
    }

    /** Deletes the checkpoints that a run made; its savepoint stays. */
    static void discard(String directory, JobID run) throws IOException {
        Path checkpoints = new Path(directory, run.toHexString());
        checkpoints.getFileSystem().delete(checkpoints, true);
    }

    private static FileStatus later(FileStatus one, FileStatus other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return other.getModificationTime() > one.getModificationTime() ? other : one;
    }

    /** The file that is written last; null where this is no checkpoint or was never completed. */
    private static FileStatus completed(FileSystem files, FileStatus entry) throws IOException {
        Path metadata = new Path(entry.getPath(), METADATA);
        return entry.isDir() && files.exists(metadata) ? files.getFileStatus(metadata) : null;
    }

    private static FileStatus[] children(FileSystem files, Path path) throws IOException {
        FileStatus[] found = files.exists(path) && files.getFileStatus(path).isDir() ? files.listStatus(path) : null;
        return found == null ? new FileStatus[0] : found;
    }
}
