package dev.undercurrent.jobs.scoring.registry;

import dev.undercurrent.jobs.scoring.config.RegistryConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;

/** Requests to the registry, repeated with growing pauses while it is unreachable, overloaded or broken. */
final class Http {

    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final long FIRST_PAUSE_MS = 50;
    private static final long LONGEST_PAUSE_MS = 5_000;
    private static final String CONTENT = "application/vnd.schemaregistry.v1+json";

    private final RegistryConfig config;
    private final URI base;
    private final String authorization;
    private final HttpClient client;

    Http(RegistryConfig config) {
        this.config = config;
        URI url = URI.create(config.url().replaceAll("/+$", ""));
        // java.net.http sends the user part of a URL nowhere: it becomes a header here, and never a part of a message
        base = url.getRawUserInfo() == null ? url : URI.create(url.toString().replace(url.getRawUserInfo() + "@", ""));
        authorization = authorization(config, url.getUserInfo());
        client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
    }

    private static String authorization(RegistryConfig config, String userInfo) {
        String bearer = config.properties().get(RegistryConfig.BEARER);
        if (bearer != null) {
            return "Bearer " + bearer;
        }
        String basic = config.properties().getOrDefault(RegistryConfig.BASIC, userInfo);
        return basic == null
                ? null
                : "Basic " + Base64.getEncoder().encodeToString(basic.getBytes(StandardCharsets.UTF_8));
    }

    /** GET where body is null, else POST. The answer's status is below 500 and not 429. */
    HttpResponse<String> send(String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(TIMEOUT)
                .header("Accept", CONTENT)
                .header("Content-Type", CONTENT);
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        request.method(
                body == null ? "GET" : "POST", body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        return retry(request.build());
    }

    private HttpResponse<String> retry(HttpRequest request) {
        long waited = 0;
        long pause = FIRST_PAUSE_MS;
        while (true) {
            IOException failure;
            try {
                HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
                if (answer.statusCode() < 500 && answer.statusCode() != 429) {
                    return answer;
                }
                failure = new IOException("status " + answer.statusCode());
            } catch (IOException e) {
                failure = e;
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
            if (waited >= config.retry().toMillis()) {
                throw new RegistryException(
                        "schema registry " + base + " did not answer for " + waited + " ms; registry.retry allows "
                                + config.retry().toMillis() + " ms; last: " + failure,
                        failure);
            }
            long rest = Math.min(pause, config.retry().toMillis() - waited);
            sleep(rest);
            waited += rest;
            pause = Math.min(2 * pause, LONGEST_PAUSE_MS);
        }
    }

    private static void sleep(long ms) {
        try {
            Thread.sleep(ms);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static RegistryException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new RegistryException("interrupted while asking the schema registry", e);
    }

    @Override
    public String toString() {
        return base.toString();
    }
}
