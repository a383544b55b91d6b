package dev.undercurrent.jobs.dashboard;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The browsers that listen: five times a second each is told what changed, unless it is still busy with the last news. */
final class Viewers implements AutoCloseable {

    static final int MAX = 64;
    static final long TICK_MILLIS = 200;

    private static final Logger LOG = LoggerFactory.getLogger(Viewers.class);

    private final Map<String, Stream> streams = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "dashboard-stream");
        thread.setDaemon(true);
        return thread;
    });

    void start() {
        var unused = clock.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** One open response. */
    private final class Stream {

        private final String id;
        private final Viewer viewer;
        private final Response response;
        private final Callback callback;
        // until its first words are out
        private final AtomicBoolean busy = new AtomicBoolean(true);
        private final AtomicBoolean ended = new AtomicBoolean();

        Stream(String id, Viewer viewer, Response response, Callback callback) {
            this.id = id;
            this.viewer = viewer;
            this.response = response;
            this.callback = callback;
        }

        void tick(long now) {
            if (busy.get()) {
                return;
            }
            byte[] news = viewer.tick(now);
            if (news.length > 0) {
                write(news);
            }
        }

        void write(byte[] bytes) {
            busy.set(true);
            response.write(false, ByteBuffer.wrap(bytes), Callback.from(() -> busy.set(false), failure -> end()));
        }

        /** The browser went away, or we do: there is nobody to tell a failure to. */
        void end() {
            streams.remove(id);
            if (ended.compareAndSet(false, true)) {
                callback.succeeded();
            }
        }
    }

    /** Takes over a response; false where there are too many. */
    boolean open(Viewer viewer, Response response, Callback callback) {
        if (streams.size() >= MAX) {
            return false;
        }
        byte[] bytes = new byte[16];
        random.nextBytes(bytes);
        String id = HexFormat.of().formatHex(bytes);
        Stream stream = new Stream(id, viewer, response, callback);
        response.getRequest().addFailureListener(failure -> stream.end());
        // before the browser hears its name: it answers at once
        streams.put(id, stream);
        stream.write(("retry: 1000\nevent: hello\ndata: {\"viewer\":\"" + id + "\"}\n\n")
                .getBytes(StandardCharsets.US_ASCII));
        return true;
    }

    /** Turns a viewer's eyes; false where it is unknown. */
    boolean look(String id, Look look) {
        Stream stream = streams.get(id);
        if (stream == null) {
            return false;
        }
        stream.viewer.look(look);
        return true;
    }

    int size() {
        return streams.size();
    }

    private void tick() {
        long now = System.nanoTime() / 1_000_000;
        for (Stream stream : streams.values()) {
            try {
                stream.tick(now);
            } catch (RuntimeException e) {
                LOG.error("A stream of the live page failed", e);
                stream.end();
            }
        }
    }

    @Override
    public void close() {
        clock.shutdownNow();
        streams.values().forEach(Stream::end);
    }
}
