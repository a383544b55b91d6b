package dev.undercurrent.jobs.cli;

import dev.undercurrent.jobs.cli.demo.Demo;
import dev.undercurrent.jobs.cli.demo.DemoOptions;
import dev.undercurrent.jobs.cli.demo.LogDemo;
import dev.undercurrent.jobs.cli.embedded.Workspace;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "demo",
        description = {
            "Runs the whole pipeline in this process on this machine's live metrics, and shows what it sees.",
            "A Kafka broker, a schema registry and a Flink cluster start on loopback, on free ports."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "The live page opens at the address that is printed first.",
            "With --logs it scores lines instead: what the broker and Flink themselves log, and the files of --follow.",
            "",
            "Keys: b burns CPU for some seconds, to cause an anomaly (with --logs: t makes trouble); q or Ctrl-C ends.",
            "",
            "Examples:",
            "  undercurrent demo",
            "  undercurrent demo --seconds 60 --headless --burn-after 30",
            "  undercurrent demo --replay machine.csv.gz --speed 600x",
            "  undercurrent demo --logs --follow /var/log/syslog",
            "",
            "Exit codes: 0 verdicts flowed, 1 they did not, 2 wrong usage."
        })
final class DemoCommand implements Callable<Integer> {

    @Option(names = "--seconds", paramLabel = "N", description = "Ends by itself after N seconds.")
    private double seconds = Double.POSITIVE_INFINITY;

    @Option(names = "--headless", description = "Plain lines instead of the live table, even on a terminal.")
    private boolean headless;

    @Option(names = "--burn-after", paramLabel = "N", description = "Burns CPU once, N seconds after the start.")
    private double burnAfter = -1;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "5",
            description = "Readings of the metrics per second, 1 to 50; default ${DEFAULT-VALUE}.")
    private int rate;

    @Option(
            names = "--replay",
            paramLabel = "FILE",
            description =
                    "Plays a CSV file (.gz too) with a header instead: a time, columns of values, and where there is"
                            + " one a column named series.")
    private Path replay;

    @Option(
            names = "--speed",
            paramLabel = "SPEED",
            defaultValue = "60x",
            description = "Speed of the replay: a multiple such as 60x, or max; default ${DEFAULT-VALUE}.")
    private String speed;

    @Option(names = "--logs", description = "Scores log lines instead of metrics: those of this very process.")
    private boolean logs;

    @Option(
            names = "--follow",
            paramLabel = "FILE",
            description = "With --logs: scores what is appended to FILE too; may be given more than once.")
    private List<Path> follow = new ArrayList<>();

    @Option(
            names = "--trouble-after",
            paramLabel = "N",
            description = "With --logs: asks the broker for what it must refuse, N seconds after the start.")
    private double troubleAfter = -1;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Port of the live page on loopback; default 8088, or a free one where that is taken.")
    private Integer port;

    @Option(
            names = "--directory",
            paramLabel = "DIR",
            description = "Keeps data and logs in DIR; default a temporary one, deleted at the end.")
    private Path directory;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        DemoOptions options = options();
        Workspace workspace =
                directory == null ? Workspace.temporary("undercurrent-demo-") : Workspace.given(directory);
        Path log = logs ? Logging.forLogDemo(workspace.path()) : Logging.toFile(workspace.path());
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        CountDownLatch done = new CountDownLatch(1);
        Run demo;
        Runnable stop;
        if (logs) {
            JobPipeline pipeline = new JobPipeline(JobPipeline.LOGS, port);
            Path own = log.resolveSibling("live.log");
            LogDemo lines = new LogDemo(pipeline, out, own, follow, seconds, troubleAfter, headless);
            demo = lines::run;
            stop = lines::stop;
        } else {
            Demo readings = new Demo(options, new JobPipeline(JobPipeline.READINGS, port), out);
            demo = readings::run;
            stop = readings::stop;
        }
        Thread hook = new Thread(() -> endOnSignal(stop, done), "end-on-signal");
        Runtime.getRuntime().addShutdownHook(hook);
        boolean flowed = false;
        try {
            flowed = demo.run(workspace);
        } finally {
            if (!flowed) {
                keep(log, out);
            }
            workspace.close();
            done.countDown();
        }
        return flowed ? 0 : Undercurrent.FAILED;
    }

    /** Either demo. */
    private interface Run {
        boolean run(Workspace workspace) throws Exception;
    }

    private DemoOptions options() {
        require(logs || follow.isEmpty(), "--follow", follow, "together with --logs");
        for (Path file : follow) {
            require(Files.isReadable(file), "--follow", file, "a file that can be read");
        }
        require(seconds > 0, "--seconds", seconds, "a number above 0");
        require(port == null || (port >= 0 && port <= 65535), "--port", port, "0 to 65535");
        require(rate >= 1 && rate <= 50, "--rate", rate, "1 to 50");
        require(replay == null || Files.isReadable(replay), "--replay", replay, "a file that can be read");
        try {
            return new DemoOptions(seconds, headless, burnAfter, rate, replay, DemoOptions.parseSpeed(speed));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void require(boolean holds, String option, Object found, String allowed) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), option + " is \"" + found + "\"; allowed: " + allowed);
        }
    }

    /** A signal must not cut the clean end short: the terminal is restored and the data deleted before the JVM goes. */
    private static void endOnSignal(Runnable stop, CountDownLatch done) {
        stop.run();
        try {
            done.await(20, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The log of a demo that failed outlives its directory. */
    private static void keep(Path log, PrintStream out) {
        try {
            if (Files.exists(log) && Files.size(log) > 0) {
                Path kept = Files.createTempFile("undercurrent-demo-", ".log");
                Files.copy(log, kept, StandardCopyOption.REPLACE_EXISTING);
                out.println("Its warnings and errors are in " + kept);
            }
        } catch (IOException e) {
            out.println("Its log could not be kept: " + e.getMessage());
        }
    }
}
