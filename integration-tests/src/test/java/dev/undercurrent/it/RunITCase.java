package dev.undercurrent.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undercurrent.jobs.cli.Undercurrent;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.format.Event;
import dev.undercurrent.jobs.scoring.format.Feed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** {@code undercurrent run} in a process of its own, as a service manager starts and ends it. */
class RunITCase {

    private static final int SIGTERM = 143;

    private static final String PIPELINE = """
            series: {lateness: 10s, reorder-capacity: 32}
            model: {regimes: 3}
            alarm: {budget: 100, per: 1d, warm-up: 16}
            forecast: {horizon: 3, every: 5}
            """;

    @Test
    @Timeout(120)
    @DisplayName("Ended, killed and started again, run writes what it would have written in one go")
    void goesOnWhereItWasEnded() throws Exception {
        PipelineConfig config = Stage.config("run", PIPELINE);
        Stage.topics(config, 3);
        Path directory = Stage.directory("run");
        Path yaml = Files.writeString(directory.resolve("run.yaml"), config.describe());
        RandomEvents random = new RandomEvents(67, 20, 15 * RandomEvents.SECOND);
        List<Event> events = new ArrayList<>(Observations.produce(config, random.next(1500)));
        Fold fold = new Fold(config).accept(events);

        try (Service first = new Service(yaml, directory.resolve("first.log"))) {
            first.await(config, fold.scored / 2);
            first.process.destroy();
            assertThat(first.process.waitFor()).as(first.said()).isEqualTo(SIGTERM);
            assertThat(first.said())
                    .contains("It begins with the earliest records", "Stopped; the next run goes on from")
                    .doesNotContain("Exception");
        }
        fold.accept(Observations.produce(config, random.next(1500)));
        try (Service second = new Service(yaml, directory.resolve("second.log"))) {
            second.await(config, fold.scored * 2 / 3);
            second.process.destroyForcibly().waitFor();
            assertThat(second.said()).contains("It goes on from").contains("savepoint-");
        }
        fold.accept(Observations.produce(config, random.next(1500)));
        try (Service third = new Service(yaml, directory.resolve("third.log"))) {
            third.await(config, fold.scored);
            assertThat(third.said()).contains("It goes on from").contains("chk-");
        }

        for (Feed feed : List.of(Feed.SCORES, Feed.REGIMES, Feed.FORECASTS, Feed.INCIDENTS, Feed.LATE)) {
            assertThat(Fold.read(Stage.committed(config, feed)))
                    .as(feed.toString())
                    .isEqualTo(fold.written(feed));
        }
    }

    private static final class Service implements AutoCloseable {

        private final Path log;
        private final Process process;

        Service(Path yaml, Path log) throws IOException {
            this.log = log;
            this.process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "--add-opens=java.base/java.util=ALL-UNNAMED",
                            "--add-opens=java.base/java.lang=ALL-UNNAMED",
                            "-Xmx512m",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Undercurrent.class.getName(),
                            "run",
                            "--config",
                            yaml.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        }

        void await(PipelineConfig config, int n) throws Exception {
            long patience = System.nanoTime() + Stage.PATIENCE.toNanos();
            while (Stage.committed(config, Feed.SCORES).size() < n) {
                assertThat(process.isAlive() && System.nanoTime() < patience)
                        .as(said())
                        .isTrue();
                Thread.sleep(100);
            }
        }

        String said() throws IOException {
            return Files.readString(log);
        }

        @Override
        public void close() {
            process.destroyForcibly().onExit().join();
        }
    }
}
