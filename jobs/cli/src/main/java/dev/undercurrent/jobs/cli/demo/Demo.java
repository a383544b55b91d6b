package dev.undercurrent.jobs.cli.demo;

import dev.undercurrent.jobs.cli.embedded.EmbeddedKafka;
import dev.undercurrent.jobs.cli.embedded.EmbeddedRegistry;
import dev.undercurrent.jobs.cli.embedded.Workspace;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The whole pipeline in this process, from its start to its clean end. */
public final class Demo {

    /** Longest wait for the verdicts of the last events once feeding has ended. */
    private static final double DRAIN_SECONDS = 5;

    /** Patience with a job whose first verdict does not come. */
    private static final double FIRST_VERDICT_SECONDS = 60;

    private final DemoOptions options;
    private final Pipeline pipeline;
    private final PrintStream out;
    private final CountDownLatch stop = new CountDownLatch(1);
    private final Burn burn = new Burn();
    private final Board board = new Board();
    private volatile String trouble;

    public Demo(DemoOptions options, Pipeline pipeline, PrintStream out) {
        this.options = options;
        this.pipeline = pipeline;
        this.out = out;
    }

    /** Asks a running demo to end; {@link #run} then cleans up and returns. */
    public void stop() {
        stop.countDown();
    }

    /** Runs until it is stopped or its time is over; true where verdicts flowed. */
    public boolean run(Workspace workspace) throws Exception {
        try (Page page = pipeline.page(burn::start)) {
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
            kafka.createTopics(Topics.all());
            page.read(kafka, registry);
            Source source = options.source();
            // the clock starts with the job: that is where the wait for the first verdict is measured from
            Tally tally = new Tally();
            Pipeline.Running job = pipeline.start(kafka, registry, directory);
            try (job;
                    Subscription verdicts = new Subscription(
                            kafka.bootstrapServers(),
                            Watch.TOPICS,
                            new Watch(new Wire(registry), board, tally, source));
                    Feed feed = new Feed(kafka.bootstrapServers(), registry, tally)) {
                verdicts.start();
                Thread feeding = feed(source, feed, tally);
                Access access = new Access(page.url(), kafka.bootstrapServers(), registry.url());
                try (Display display = Display.of(options, out, source, board, tally, burn, access, this::stop)) {
                    attend(job, tally, feeding, display);
                    stop();
                    feeding.join(2_000);
                    feed.flush();
                    drain(job, tally);
                } finally {
                    stop();
                    burn.stop();
                }
                return report(tally, feed, source);
            }
        }
    }

    private Thread feed(Source source, Feed feed, Tally tally) {
        Thread thread = new Thread(
                () -> {
                    try {
                        source.feed(feed, tally, () -> stop.getCount() == 0);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    } catch (Exception e) {
                        trouble = e.getMessage();
                    }
                },
                "feed");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void attend(Pipeline.Running job, Tally tally, Thread feeding, Display display)
            throws InterruptedException {
        boolean burnt = options.burnAfter() < 0;
        do {
            double elapsed = tally.elapsed();
            if (!burnt && elapsed >= options.burnAfter()) {
                burnt = true;
                burn.start();
                display.say("Burning CPU on every core for " + Burn.SECONDS + " s");
            }
            if (job.failure() != null) {
                trouble = "the job failed: " + job.failure();
                return;
            }
            if (tally.verdicts.get() == 0 && elapsed > FIRST_VERDICT_SECONDS) {
                trouble = "no verdict within " + Tally.seconds(FIRST_VERDICT_SECONDS) + " of the job's start";
                return;
            }
            if (elapsed >= options.seconds() || !feeding.isAlive()) {
                return;
            }
            display.refresh();
        } while (!stop.await(display.periodMillis(), TimeUnit.MILLISECONDS));
    }

    private static void drain(Pipeline.Running job, Tally tally) throws InterruptedException {
        double end = tally.elapsed() + DRAIN_SECONDS;
        while (tally.outstanding() > 0 && tally.elapsed() < end && job.failure() == null) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private boolean report(Tally tally, Feed feed, Source source) {
        out.println();
        out.printf("Undercurrent demo, %s%n", source.title());
        out.print(tally.summary(feed.seriesCount(), pipeline.commitSeconds(), source.origin()));
        if (trouble != null) {
            out.println("Ended early: " + trouble);
        } else if (tally.verdicts.get() == 0) {
            out.println("No verdict came out of the pipeline.");
        }
        out.flush();
        return trouble == null && tally.verdicts.get() > 0;
    }
}
