package dev.undercurrent.jobs.trainer;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import picocli.CommandLine;

/** A small history on disk, with the configuration that describes it, and the command run on it. */
final class Example {

    static final int EVENTS = 700;

    final Path folder;
    final Path config;
    final Path data;

    /** What the last command said. */
    String said = "";

    Example(Path folder) throws IOException {
        this.folder = folder;
        this.config = folder.resolve("my.yaml");
        this.data = folder.resolve("history");
        Files.createDirectories(data);
        Files.writeString(
                config,
                "source: {format: csv, fields: {time-format: s, values: [value]}}\nseries: {season: 24, interval: 1h}\n");
        for (int i = 0; i < 2; i++) {
            Files.writeString(data.resolve("pump-" + i + ".csv"), series(i));
        }
    }

    /** An hourly cycle in two regimes, with a few values missing. */
    private static String series(int number) {
        SplittableRandom random = new SplittableRandom(number + 1);
        StringBuilder csv = new StringBuilder("timestamp,value\n");
        boolean high = false;
        for (int t = 0; t < EVENTS; t++) {
            high ^= random.nextDouble() < 0.02;
            double noise = random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5;
            double value = 100 * (number + 1) + 10 * Math.sin(2 * Math.PI * t / 24) + noise + (high ? 40 : 0);
            csv.append(1_700_000_000L + 3600L * t).append(',');
            csv.append(t % 97 == 96 ? "" : String.format(Locale.ROOT, "%.2f", value))
                    .append('\n');
        }
        return csv.toString();
    }

    Path out(String name) {
        return folder.resolve(name);
    }

    /** Runs {@code train} on the history. */
    int train(String... more) {
        String[] arguments = new String[5 + more.length];
        arguments[0] = "train";
        arguments[1] = "--config";
        arguments[2] = config.toString();
        arguments[3] = "--data";
        arguments[4] = data.toString();
        System.arraycopy(more, 0, arguments, 5, more.length);
        return run(arguments);
    }

    int run(String... arguments) {
        StringWriter text = new StringWriter();
        CommandLine line = Train.commandLine();
        line.setOut(new PrintWriter(text)).setErr(new PrintWriter(text));
        int code = line.execute(arguments);
        said = text.toString();
        return code;
    }
}
