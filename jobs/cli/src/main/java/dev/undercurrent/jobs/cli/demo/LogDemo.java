package dev.undercurrent.jobs.cli.demo;

import dev.undercurrent.jobs.cli.embedded.EmbeddedKafka;
import dev.undercurrent.jobs.cli.embedded.EmbeddedRegistry;
import dev.undercurrent.jobs.cli.embedded.Workspace;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.NewTopic;

/** The whole log pipeline in this process, on its own log and on files that the user names, until its clean end. */
public final class LogDemo {

    static final String LINES = "uc.logs.v1";
    static final String SCORES = "uc.line-scores.v1";

    private static final double FIRST_VERDICT_SECONDS = 60;

    private final Pipeline pipeline;
    private final PrintStream out;
    private final Path own;
    private final List<Path> follow;
    private final double seconds;
    private final double troubleAfter;
    private final boolean headless;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final LogBoard board = new LogBoard();
    private volatile String problem;
    private volatile Trouble trouble;

    /**
     * @param own the log that this process writes
     * @param follow further files
     * @param seconds after which the demo ends by itself; +∞ = never
     * @param troubleAfter seconds after which trouble is made once; negative = never
     */
    public LogDemo(
            Pipeline pipeline,
            PrintStream out,
            Path own,
            List<Path> follow,
            double seconds,
            double troubleAfter,
            boolean headless) {
        this.pipeline = pipeline;
        this.out = out;
        this.own = own;
        this.follow = List.copyOf(follow);
        this.seconds = seconds;
        this.troubleAfter = troubleAfter;
        this.headless = headless;
    }

    /** Asks a running demo to end; {@link #run} then cleans up and returns. */
    public void stop() {
        stop.countDown();
    }

    /** Runs until it is stopped or its time is over; true where verdicts flowed. */
    public boolean run(Workspace workspace) throws Exception {
        try (Page page = pipeline.page(() -> {
            Trouble ready = trouble;
            if (ready != null) {
                ready.start();
            }
        })) {
            if (page.url() != null) {
                out.println("Live page: " + page.url());
            }
            return run(workspace, page);
        }
    }

    private boolean run(Workspace workspace, Page page) throws Exception {
        out.println("Starting a Kafka broker, a schema registry and a Flink cluster in this process …");
        Path directory = workspace.path();
        try (EmbeddedKafka kafka = EmbeddedKafka.start(directory.resolve("kafka"));
                EmbeddedRegistry registry = EmbeddedRegistry.start()) {
            kafka.createTopics(topics());
            page.read(kafka, registry);
            Tally tally = new Tally();
            Pipeline.Running job = pipeline.start(kafka, registry, directory);
            String bootstrap = kafka.bootstrapServers();
            trouble = new Trouble(bootstrap);
            try (job;
                    Subscription verdicts = new Subscription(
                            bootstrap, LogWatch.TOPICS, new LogWatch(new Wire(registry), board, tally));
                    LogFeed feed = new LogFeed(bootstrap, registry, tally, own, follow)) {
                verdicts.start();
                Thread feeding = feed(feed);
                boolean live = !headless && Terminal.present();
                try (LogView view = new LogView(out, live, board, tally, title(), trouble::start, this::stop)) {
                    attend(job, tally, feeding, view, trouble);
                } finally {
                    stop();
                }
                feeding.join(2_000);
                drain(job, tally);
            }
            return report(tally);
        }
    }

    private static List<NewTopic> topics() {
        return Stream.of(
                        LINES,
                        SCORES,
                        "uc.sequence-scores.v1",
                        "uc.scores.v1",
                        "uc.regimes.v1",
                        "uc.forecasts.v1",
                        Topics.INCIDENTS,
                        Topics.LATE,
                        Topics.DEAD_LETTERS)
                .map(name -> new NewTopic(name, 1, (short) 1).configs(Map.of()))
                .toList();
    }

    private String title() {
        return follow.isEmpty()
                ? "the logs of the broker and of Flink in this process"
                : "the logs of this process and " + follow.size() + (follow.size() == 1 ? " file" : " files");
    }

    private Thread feed(LogFeed feed) {
        Thread thread = new Thread(
                () -> {
                    try {
                        feed.feed(() -> stop.getCount() == 0);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } catch (Exception e) {
                        problem = e.getMessage();
                    }
                },
                "feed");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void attend(Pipeline.Running job, Tally tally, Thread feeding, LogView view, Trouble trouble)
            throws InterruptedException {
        boolean troubled = troubleAfter < 0;
        do {
            double elapsed = tally.elapsed();
            if (!troubled && elapsed >= troubleAfter) {
                troubled = true;
                view.say("Asking the broker for what it must refuse");
                trouble.start();
            }
            if (job.failure() != null) {
                problem = "the job failed: " + job.failure();
                return;
            }
            if (tally.verdicts.get() == 0 && elapsed > FIRST_VERDICT_SECONDS) {
                problem = "no verdict within " + Tally.seconds(FIRST_VERDICT_SECONDS) + " of the job's start";
                return;
            }
            if (elapsed >= seconds || !feeding.isAlive()) {
                return;
            }
            view.refresh();
        } while (!stop.await(view.periodMillis(), TimeUnit.MILLISECONDS));
    }

    private static void drain(Pipeline.Running job, Tally tally) throws InterruptedException {
        double end = tally.elapsed() + 5;
        while (tally.outstanding() > 0 && tally.elapsed() < end && job.failure() == null) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private boolean report(Tally tally) {
        out.println();
        out.printf("Undercurrent demo, %s%n", title());
        out.print(tally.summary(board.rows().size(), pipeline.commitSeconds(), "the line's own time"));
        out.printf("templates      %,d over all keys%n", board.templates());
        board.surprisesSince(board.surpriseCount() - 10).forEach(line -> out.println("  " + line));
        if (problem != null) {
            out.println("Ended early: " + problem);
        } else if (tally.verdicts.get() == 0) {
            out.println("No verdict came out of the pipeline.");
        }
        out.flush();
        return problem == null && tally.verdicts.get() > 0;
    }
}
