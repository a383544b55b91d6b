package dev.undercurrent.jobs.cli;

import java.nio.file.Path;

/**
 * Where log lines go. To be decided before anything is logged: the libraries inside read it once.
 *
 * <p>A setting of the user's own ({@code -Dlog4j2.configurationFile}) wins.
 */
final class Logging {

    private static final String CONFIGURATION = "log4j2.configurationFile";
    private static final String BASE = "classpath:dev/undercurrent/jobs/cli/";

    private Logging() {}

    /** Warnings and errors into bounded files below {@code directory}; the terminal stays the command's own. */
    static Path toFile(Path directory) {
        Path logs = directory.resolve("log");
        System.setProperty("undercurrent.log.directory", logs.toString());
        choose("log4j2-file.xml");
        return logs.resolve("undercurrent.log");
    }

    /** As {@link #toFile}, and beside it what broker and Flink say, for the demo that scores it. */
    static Path forLogDemo(Path directory) {
        Path log = toFile(directory);
        System.setProperty(CONFIGURATION, BASE + "log4j2-demo-logs.xml");
        return log;
    }

    /** Onto standard error, as a service does. */
    static void toConsole() {
        choose("log4j2-console.xml");
    }

    private static void choose(String configuration) {
        if (System.getProperty(CONFIGURATION) == null) {
            System.setProperty(CONFIGURATION, BASE + configuration);
        }
    }
}
