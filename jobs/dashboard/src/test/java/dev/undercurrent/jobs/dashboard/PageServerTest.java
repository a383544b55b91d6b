package dev.undercurrent.jobs.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undercurrent.jobs.scoring.config.ConfigException;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PageServerTest {

    private static final String TOKEN = "a-token-of-20-letters";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final AtomicInteger acted = new AtomicInteger();
    private final Store store = new Store(100, 100);

    private PageServer serve(String... sets) throws IOException {
        PipelineConfig config = Made.config(sets);
        List<Action> actions = List.of(new Action("act", "Act", acted::incrementAndGet));
        return PageServer.start(config.dashboard(), new Answers(config, store, new PipelineState(), actions, "test"));
    }

    private static HttpResponse<String> get(PageServer server, String path, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(server.url() + path));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.ofString());
    }

    private static int post(PageServer server, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server.url() + path)).POST(BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), BodyHandlers.discarding()).statusCode();
    }

    /** A request as it is written, and the first line of its answer. */
    private static String raw(PageServer server, String request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.url().getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            BufferedReader in =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            return in.readLine();
        }
    }

    @Test
    @DisplayName("The page comes with a policy that lets nothing run or load that is not its own")
    void hardened() throws Exception {
        try (PageServer server = serve("dashboard.port=0")) {
            for (String path : List.of("", "main.js", "api/v1/about", "nothing")) {
                HttpResponse<String> answer = get(server, path);
                assertThat(answer.headers()
                                .firstValue("Content-Security-Policy")
                                .orElseThrow())
                        .contains("default-src 'none'", "script-src 'self'", "require-trusted-types-for 'script'")
                        .doesNotContain("unsafe");
                assertThat(answer.headers().firstValue("X-Content-Type-Options"))
                        .hasValue("nosniff");
                assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                        .isEmpty();
            }
            assertThat(get(server, "nothing").statusCode()).isEqualTo(404);
        }
    }

    @Test
    @DisplayName("A name that merely leads to this machine is not answered, so that no foreign page reaches in")
    void rebinding() throws Exception {
        try (PageServer server = serve("dashboard.port=0")) {
            assertThat(raw(server, "GET /api/v1/about HTTP/1.1\r\nHost: evil.example\r\n\r\n"))
                    .contains("421");
            assertThat(raw(server, "GET /api/v1/about HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                    .contains("200");
            assertThat(raw(server, "GET /../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                    .contains("400");
            assertThat(raw(server, "GET /%2e%2e/Assets.class HTTP/1.1\r\nHost: localhost\r\n\r\n"))
                    .doesNotContain("200");
        }
    }

    @Test
    @DisplayName("With a token nothing but the sign-in is shown without it; a wrong one does not do")
    void token() throws Exception {
        try (PageServer server = serve("dashboard.port=0", "dashboard.token=" + TOKEN)) {
            assertThat(get(server, "api/v1/about").statusCode()).isEqualTo(401);
            assertThat(get(server, "main.js").statusCode()).isEqualTo(401);
            assertThat(get(server, "").statusCode()).isEqualTo(401);
            assertThat(get(server, "api/v1/stream").statusCode()).isEqualTo(401);
            assertThat(get(server, "").body()).contains("<form").doesNotContain(TOKEN);
            assertThat(get(server, "api/v1/about", "Authorization", "Bearer " + TOKEN + "x")
                            .statusCode())
                    .isEqualTo(401);
            assertThat(get(server, "api/v1/about", "Authorization", "Bearer " + TOKEN)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(get(server, "", "Cookie", "undercurrent=" + TOKEN).statusCode())
                    .isEqualTo(200);
            assertThat(post(server, "api/v1/actions/act", "", "X-Undercurrent", "1"))
                    .isEqualTo(401);
            assertThat(post(server, "sign-in", "token=wrong")).isEqualTo(401);
            assertThat(post(server, "sign-in", "token=" + TOKEN)).isEqualTo(303);
        }
        assertThat(acted).hasValue(0);
    }

    @Test
    @DisplayName("Listening wider needs a token, says so, and the plan does not show it")
    void wide() {
        assertThatThrownBy(() -> Made.config("dashboard.bind=0.0.0.0"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("dashboard.bind is 0.0.0.0")
                .hasMessageContaining("dashboard.token");
        assertThatThrownBy(() -> Made.config("dashboard.token=short"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("dashboard.token")
                .hasMessageNotContaining("short");
        PipelineConfig open = Made.config("dashboard.bind=0.0.0.0", "dashboard.token=" + TOKEN);
        assertThat(open.describe()).contains("bind: 0.0.0.0").doesNotContain(TOKEN);
        assertThat(Made.config("dashboard.bind=127.0.0.2").dashboard().loopback())
                .isTrue();
    }

    @Test
    @DisplayName("Only the page itself can press its buttons")
    void actions() throws Exception {
        try (PageServer server = serve("dashboard.port=0")) {
            assertThat(post(server, "api/v1/actions/act", "")).isEqualTo(403);
            assertThat(post(server, "api/v1/actions/act", "", "X-Undercurrent", "1", "Sec-Fetch-Site", "cross-site"))
                    .isEqualTo(403);
            assertThat(acted).hasValue(0);
            assertThat(post(server, "api/v1/actions/act", "", "X-Undercurrent", "1"))
                    .isEqualTo(204);
            assertThat(post(server, "api/v1/actions/other", "", "X-Undercurrent", "1"))
                    .isEqualTo(404);
            assertThat(acted).hasValue(1);
        }
    }

    @Test
    @DisplayName("Wrong questions are answered with what was found and what is allowed")
    void questions() throws Exception {
        store.add(Made.score("a/../<b>", 1, 0.1, 1.0));
        try (PageServer server = serve("dashboard.port=0")) {
            assertThat(get(server, "api/v1/series?sort=colour").body())
                    .contains("sort is \\\"colour\\\"; allowed: score");
            assertThat(get(server, "api/v1/series?limit=9999").statusCode()).isEqualTo(400);
            assertThat(get(server, "api/v1/history?series=x").body()).contains("of which nothing is known");
            assertThat(get(server, "api/v1/history?series=a%2F..%2F%3Cb%3E").body())
                    .contains("\"series\":\"a/../<b>\"");
            assertThat(get(server, "api/v1/nothing").statusCode()).isEqualTo(404);
        }
    }

    @Test
    @DisplayName("The stream tells only of what is looked at, at most five times a second")
    void stream() throws Exception {
        store.add(Made.score("a", 1, 0.1, 1.0));
        store.add(Made.score("b", 1, 0.1, 1.0));
        try (PageServer server = serve("dashboard.port=0")) {
            HttpRequest request = HttpRequest.newBuilder(
                            URI.create(server.url() + "api/v1/stream?view=series&series=a"))
                    .build();
            long began = System.nanoTime();
            int points = 0;
            try (var lines = CLIENT.send(request, BodyHandlers.ofLines()).body()) {
                long time = 2;
                for (String line : (Iterable<String>) lines::iterator) {
                    store.add(Made.score("a", time, 0.1, 2.0));
                    store.add(Made.score("b", time++, 0.1, 3.0));
                    assertThat(line).doesNotContain("\"series\":\"b\"");
                    points += line.equals("event: points") ? 1 : 0;
                    if (points == 3) {
                        break;
                    }
                }
            }
            assertThat((System.nanoTime() - began) / 1_000_000).isGreaterThan(2 * Viewers.TICK_MILLIS);
        }
    }
}
