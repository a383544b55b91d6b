package dev.undercurrent.jobs.scoring.registry;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.undercurrent.jobs.scoring.config.RegistryConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** A registry that gives the answers it was told to give, and notes the questions. */
public final class FakeRegistry implements AutoCloseable {

    record Answer(int status, String body) {}

    private final Deque<Answer> answers = new ArrayDeque<>();
    private final List<String> questions = new ArrayList<>();
    private final HttpServer server;

    public FakeRegistry() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.createContext("/", this::handle);
        server.start();
    }

    private synchronized void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        questions.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                + exchange.getRequestHeaders().getFirst("Authorization") + " " + body);
        Answer answer = answers.size() > 1 ? answers.remove() : answers.peek();
        byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.status(), bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    /** The last answer is given for ever. */
    public synchronized FakeRegistry answer(int status, String body) {
        answers.add(new Answer(status, body));
        return this;
    }

    public synchronized List<String> questions() {
        return List.copyOf(questions);
    }

    public RegistryConfig config(boolean autoRegister, Map<String, String> properties, Duration retry) {
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        return new RegistryConfig(url, properties, autoRegister, retry);
    }

    public RegistryConfig config() {
        return config(true, Map.of(), Duration.ofSeconds(2));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
