package dev.undercurrent.jobs.trainer;

import dev.undercurrent.jobs.scoring.config.ConfigException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** The directory that keeps a run while it goes on. */
final class RunDirectory {

    private RunDirectory() {}

    /** @throws ConfigException where a run that was broken off is there */
    static void mustBeFree(Path directory) {
        if (Files.exists(directory)) {
            throw new ConfigException(directory + " holds a run that was broken off; allowed: --resume " + directory
                    + " to go on with it, or to delete it first");
        }
    }

    /** Removes what a run left there. */
    static void delete(Path directory) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }
}
