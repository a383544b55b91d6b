package dev.undercurrent.jobs.cli;

import dev.undercurrent.jobs.dashboard.Dashboard;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "dashboard",
        description = "Serves the live page of a pipeline that runs anywhere: reads its topics, changes nothing.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "Examples:",
            "  undercurrent dashboard --config my.yaml",
            "  undercurrent dashboard --config my.yaml --set dashboard.port=9000",
            "  PAGE_TOKEN=... undercurrent dashboard --config my.yaml \\",
            "      --set dashboard.bind=0.0.0.0 --set 'dashboard.token=${PAGE_TOKEN}'",
            "",
            "Kafka settings are those of sink.kafka in the configuration, security included; dashboard.properties go over",
            "them. Ends with Ctrl-C."
        })
final class DashboardCommand implements Callable<Integer> {

    @Mixin
    private ConfigOptions config;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() throws Exception {
        PipelineConfig resolved = config.load();
        Logging.toConsole();
        Brokers.mustAnswerSink(resolved);
        PrintWriter out = spec.commandLine().getOut();
        CountDownLatch stop = new CountDownLatch(1);
        CountDownLatch done = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> endOnSignal(stop, done), "end-on-signal"));
        try (Dashboard dashboard = Dashboard.serve(resolved, List.of(), Version.text())) {
            dashboard.read(resolved);
            out.printf("Live page: %s%n", dashboard.url());
            if (resolved.dashboard().token() != null) {
                out.println(
                        "It asks for the token of dashboard.token. It speaks plain HTTP: put a proxy with TLS before"
                                + " it where the network is not yours.");
            }
            out.printf(
                    "It reads %s.* at %s. Ctrl-C ends it.%n",
                    resolved.sink().kafka().prefix(), resolved.sink().kafka().bootstrap());
            out.flush();
            stop.await();
        } finally {
            done.countDown();
        }
        return 0;
    }

    private static void endOnSignal(CountDownLatch stop, CountDownLatch done) {
        stop.countDown();
        try {
            done.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
