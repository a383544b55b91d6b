package dev.undercurrent.jobs.cli.embedded;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A small schema registry with Confluent's REST interface, in memory, on 127.0.0.1 only.
 *
 * <p>Subjects, versions, ids, compatibility of Avro schemas: what serializers and the scoring job ask for. No deletion, no
 * references, no other schema types. The same schema has the same id in every run: see {@link SchemaStore}.
 */
public final class EmbeddedRegistry implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRegistry.class);
    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final byte[] LOOPBACK = {127, 0, 0, 1};
    private static final int MAX_BODY = 1 << 20;

    private final ObjectMapper json = new ObjectMapper();
    private final SchemaStore store = new SchemaStore();
    private final RegistryRoutes routes = new RegistryRoutes(store);
    private final ExecutorService threads;
    private final HttpServer server;

    private EmbeddedRegistry(int port) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getByAddress(LOOPBACK), port), 64);
        threads = Executors.newFixedThreadPool(2, task -> {
            Thread thread = new Thread(task, "embedded-registry");
            thread.setDaemon(true);
            return thread;
        });
        server.setExecutor(threads);
        server.createContext("/", this::handle);
    }

    /** Starts a registry on a free port. */
    public static EmbeddedRegistry start() throws IOException {
        return start(0);
    }

    /** Starts a registry on {@code port}, 0 for a free one. */
    public static EmbeddedRegistry start(int port) throws IOException {
        EmbeddedRegistry registry = new EmbeddedRegistry(port);
        registry.server.start();
        return registry;
    }

    /** What clients take as {@code schema.registry.url}: {@code http://127.0.0.1:port}. */
    public URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Registers a schema without the way over HTTP; its id. */
    public int register(String subject, Schema schema) {
        return store.register(subject, schema);
    }

    /** The schema of an id, without the way over HTTP. */
    public Schema schema(int id) {
        return store.byId(id);
    }

    /** Stops serving. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            int status = 200;
            Object answer;
            try {
                answer = routes.answer(exchange.getRequestMethod(), segments(exchange), body(exchange));
            } catch (RegistryError e) {
                status = e.status();
                answer = e.body();
            } catch (RuntimeException e) {
                LOG.error("{} {} failed", exchange.getRequestMethod(), exchange.getRequestURI(), e);
                status = 500;
                answer = new RegistryError(50001, String.valueOf(e.getMessage())).body();
            }
            byte[] bytes = json.writeValueAsBytes(answer);
            exchange.getResponseHeaders().set("Content-Type", CONTENT_TYPE);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    /** The path's parts, each decoded on its own: a subject may contain an escaped slash. */
    private static List<String> segments(HttpExchange exchange) {
        List<String> segments = new ArrayList<>();
        for (String raw : exchange.getRequestURI().getRawPath().split("/", -1)) {
            if (!raw.isEmpty()) {
                // a plus sign is itself in a path; only a query would read it as a space
                segments.add(URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8));
            }
        }
        return segments;
    }

    private JsonNode body(HttpExchange exchange) throws IOException {
        byte[] bytes = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
        if (bytes.length > MAX_BODY) {
            throw new RegistryError(413, "The body is longer than " + MAX_BODY + " bytes");
        }
        try {
            return bytes.length == 0 ? json.createObjectNode() : json.readTree(bytes);
        } catch (JsonProcessingException e) {
            throw new RegistryError(400, "The body is not JSON: " + e.getOriginalMessage());
        }
    }
}
