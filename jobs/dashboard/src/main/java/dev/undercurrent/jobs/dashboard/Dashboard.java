package dev.undercurrent.jobs.dashboard;

import dev.undercurrent.jobs.scoring.config.DashboardConfig;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.format.Feed;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The live page of one pipeline: reads its feeds and serves what they say, until it is closed. */
public final class Dashboard implements AutoCloseable {

    private final Store store;
    private final PipelineState state;
    private final PageServer server;
    private final List<AutoCloseable> readers = new ArrayList<>();

    private Dashboard(Store store, PipelineState state, PageServer server) {
        this.store = store;
        this.state = state;
        this.server = server;
    }

    /**
     * Starts to serve; nothing is known yet.
     *
     * @param actions what the page's buttons do
     * @param version of the product, shown on the page
     * @throws IOException where the address is taken or cannot be listened at
     */
    public static Dashboard serve(PipelineConfig config, List<Action> actions, String version) throws IOException {
        DashboardConfig own = config.dashboard();
        Store store = new Store(own.history(), own.maxSeries());
        PipelineState state = new PipelineState();
        state.trouble("the pipeline is starting");
        return new Dashboard(store, state, PageServer.start(own, new Answers(config, store, state, actions, version)));
    }

    /** Starts to read the feeds at the brokers of this configuration. */
    public void read(PipelineConfig config) {
        String prefix = config.sink().kafka().prefix();
        Map<Feed, String> topics = new EnumMap<>(Feed.class);
        for (Feed feed : Feed.values()) {
            topics.put(feed, feed.topic(prefix));
        }
        Map<String, Feed> scores = Map.of(topics.remove(Feed.SCORES), Feed.SCORES);
        Map<String, Feed> others = new HashMap<>();
        topics.forEach((feed, topic) -> others.put(topic, feed));
        // scores are many and the rest is few: apart, neither waits for the other
        begin("scores", config, scores);
        begin("feeds", config, others);
        LagProbe probe = new LagProbe(Connections.admin(config), config.source().kafka(), state);
        readers.add(probe);
        probe.start();
    }

    private void begin(String name, PipelineConfig config, Map<String, Feed> topics) {
        DashboardConfig own = config.dashboard();
        FeedReader reader = new FeedReader(
                name,
                Connections.consumer(config),
                topics,
                own.readBack(),
                own.readBackRecords(),
                new Intake(new FeedDecoder(config), store, state),
                state);
        readers.add(reader);
        reader.start();
    }

    /** Where the page is. */
    public URI url() {
        return server.url();
    }

    @Override
    public void close() {
        server.close();
        for (AutoCloseable reader : readers) {
            try {
                reader.close();
            } catch (Exception e) {
                throw new IllegalStateException("a reader did not close", e); // never: ours throw nothing
            }
        }
    }
}
