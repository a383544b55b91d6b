package dev.undercurrent.jobs.dashboard;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.Promise;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;

/** Answers requests: the page's files, the JSON interface, the stream. */
final class Routes extends Handler.Abstract {

    static final String API = "/api/v1/";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_BODY = 16_384;
    private static final int MAX_TOKEN = 1_024;

    private final Guard guard;
    private final Assets assets = new Assets();
    private final Answers answers;
    private final Viewers viewers;

    Routes(Guard guard, Answers answers, Viewers viewers) {
        this.guard = guard;
        this.answers = answers;
        this.viewers = viewers;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Guard.harden(response);
        String path = request.getHttpURI().getCanonicalPath();
        boolean get = request.getMethod().equals("GET");
        if (!guard.knowsHost(request)) {
            refuse(response, callback, HttpStatus.MISDIRECTED_REQUEST_421, "this page answers to localhost only");
        } else if (path.equals("/sign-in") && request.getMethod().equals("POST")) {
            signIn(request, response, callback);
        } else if (!guard.admits(request)) {
            unknown(path, response, callback);
        } else if (get && path.equals(API + "stream")) {
            stream(request, response, callback);
        } else if (get && path.startsWith(API)) {
            api(path.substring(API.length()), request, response, callback);
        } else if (get && assets.of(path) != null) {
            file(assets.of(path), request, response, callback);
        } else if (request.getMethod().equals("POST") && path.startsWith(API)) {
            change(path.substring(API.length()), request, response, callback);
        } else {
            refuse(
                    response,
                    callback,
                    HttpStatus.NOT_FOUND_404,
                    "there is nothing here; the interface begins at " + API);
        }
        return true;
    }

    private static Map<String, String> query(Request request) {
        Map<String, String> query = new HashMap<>();
        for (Fields.Field field : Request.extractQueryParameters(request)) {
            query.put(field.getName(), field.getValue());
        }
        return query;
    }

    private void api(String what, Request request, Response response, Callback callback) {
        try {
            Json.Body body = answers.of(what, query(request));
            if (body == null) {
                refuse(response, callback, HttpStatus.NOT_FOUND_404, answers.allowed());
            } else {
                send(response, callback, HttpStatus.OK_200, "application/json", Json.bytes(body));
            }
        } catch (IllegalArgumentException e) {
            refuse(response, callback, HttpStatus.BAD_REQUEST_400, e.getMessage());
        }
    }

    private void stream(Request request, Response response, Callback callback) {
        Look look;
        try {
            look = Look.of(query(request));
        } catch (IllegalArgumentException e) {
            refuse(response, callback, HttpStatus.BAD_REQUEST_400, e.getMessage());
            return;
        }
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, "text/event-stream");
        response.getHeaders().put("X-Accel-Buffering", "no");
        if (!viewers.open(answers.viewer(look), response, callback)) {
            refuse(
                    response,
                    callback,
                    HttpStatus.SERVICE_UNAVAILABLE_503,
                    "there are " + Viewers.MAX + " streams open already");
        }
    }

    private void change(String what, Request request, Response response, Callback callback) {
        if (!Guard.isOwn(request)) {
            refuse(response, callback, HttpStatus.FORBIDDEN_403, "the header X-Undercurrent is absent");
            return;
        }
        if (what.startsWith("actions/")) {
            boolean known = answers.act(what.substring("actions/".length()));
            done(response, callback, known, "there is no such action");
        } else if (what.startsWith("stream/")) {
            body(request, MAX_BODY, (bytes, failure) -> {
                if (failure != null) {
                    refuse(response, callback, HttpStatus.BAD_REQUEST_400, "the body cannot be read");
                } else {
                    look(what.substring("stream/".length()), bytes, response, callback);
                }
            });
        } else {
            refuse(response, callback, HttpStatus.NOT_FOUND_404, answers.allowed());
        }
    }

    private void look(String viewer, byte[] body, Response response, Callback callback) {
        try {
            JsonNode json = JSON.readTree(body);
            done(response, callback, viewers.look(viewer, Look.of(json)), "this stream is not open");
        } catch (IOException | IllegalArgumentException e) {
            refuse(response, callback, HttpStatus.BAD_REQUEST_400, e.getMessage());
        }
    }

    private static void body(Request request, int max, BiConsumer<byte[], Throwable> then) {
        Content.Source.asByteArrayAsync(request, max, Promise.Invocable.from(InvocationType.NON_BLOCKING, then));
    }

    /** A form with the token in it; the answer leaves a cookie and leads to the page. */
    private void signIn(Request request, Response response, Callback callback) {
        body(request, MAX_TOKEN, (bytes, failure) -> {
            String form = failure == null ? new String(bytes, StandardCharsets.UTF_8) : "";
            String given = form.startsWith("token=") ? decode(form.substring("token=".length())) : "";
            if (!guard.isToken(given)) {
                unknown("/", response, callback);
                return;
            }
            Response.addCookie(response, Guard.cookie(given));
            response.getHeaders().put(HttpHeader.LOCATION, "/");
            response.setStatus(HttpStatus.SEE_OTHER_303);
            callback.succeeded();
        });
    }

    private static String decode(String text) {
        try {
            return java.net.URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    private static void unknown(String path, Response response, Callback callback) {
        if (path.startsWith(API)) {
            response.getHeaders().put(HttpHeader.WWW_AUTHENTICATE, "Bearer");
            refuse(
                    response,
                    callback,
                    HttpStatus.UNAUTHORIZED_401,
                    "dashboard.token is set; send it as a bearer token");
            return;
        }
        byte[] page = """
                <!doctype html><html lang="en"><meta charset="utf-8"><title>Undercurrent</title>
                <h1>Undercurrent</h1><form method="post" action="/sign-in">
                <label>Token <input name="token" type="password" autocomplete="current-password" autofocus required></label>
                <button>Sign in</button></form></html>
                """.getBytes(StandardCharsets.UTF_8);
        send(response, callback, HttpStatus.UNAUTHORIZED_401, "text/html; charset=utf-8", page);
    }

    private static void file(Assets.Asset asset, Request request, Response response, Callback callback) {
        response.getHeaders().put(HttpHeader.CACHE_CONTROL, "no-cache");
        response.getHeaders().put(HttpHeader.ETAG, asset.tag());
        if (asset.tag().equals(request.getHeaders().get(HttpHeader.IF_NONE_MATCH))) {
            response.setStatus(HttpStatus.NOT_MODIFIED_304);
            callback.succeeded();
        } else {
            send(response, callback, HttpStatus.OK_200, asset.type(), asset.bytes());
        }
    }

    private static void done(Response response, Callback callback, boolean known, String otherwise) {
        if (known) {
            response.setStatus(HttpStatus.NO_CONTENT_204);
            callback.succeeded();
        } else {
            refuse(response, callback, HttpStatus.NOT_FOUND_404, otherwise);
        }
    }

    private static void refuse(Response response, Callback callback, int status, String why) {
        byte[] body = Json.bytes(json -> {
            json.writeStartObject();
            json.writeStringField("error", why);
            json.writeEndObject();
        });
        send(response, callback, status, "application/json", body);
    }

    private static void send(Response response, Callback callback, int status, String type, byte[] body) {
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, type);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        response.write(true, ByteBuffer.wrap(body), callback);
    }
}
