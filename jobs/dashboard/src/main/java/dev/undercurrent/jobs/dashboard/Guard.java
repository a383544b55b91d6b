package dev.undercurrent.jobs.dashboard;

import dev.undercurrent.jobs.scoring.config.DashboardConfig;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.Set;
import org.eclipse.jetty.http.HttpCookie;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;

/**
 * Who may see what. On loopback only requests that name a loopback host are answered, so that a foreign page cannot reach
 * in under a name of its own that leads here; with a token only those that bring it, as a bearer or as a cookie.
 */
final class Guard {

    static final String COOKIE = "undercurrent";

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
                    + " connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
                    + " require-trusted-types-for 'script'; trusted-types 'none'";

    private final byte[] token;
    private final boolean loopback;

    Guard(DashboardConfig config) {
        token = config.token() == null ? null : config.token().getBytes(StandardCharsets.UTF_8);
        loopback = config.loopback();
    }

    /** Sets what every answer says of itself. */
    static void harden(Response response) {
        HttpFields.Mutable headers = response.getHeaders();
        headers.put("Content-Security-Policy", POLICY);
        headers.put("X-Content-Type-Options", "nosniff");
        headers.put("Referrer-Policy", "no-referrer");
        headers.put("Cross-Origin-Opener-Policy", "same-origin");
        headers.put("Cross-Origin-Resource-Policy", "same-origin");
        headers.put(HttpHeader.CACHE_CONTROL, "no-store");
    }

    /** True where the request names a host that leads here by right. */
    boolean knowsHost(Request request) {
        String host = Request.getServerName(request);
        return !loopback || token != null || (host != null && LOOPBACK.contains(host.toLowerCase(Locale.ROOT)));
    }

    /** True where no token is wanted, or the request brings it. */
    boolean admits(Request request) {
        if (token == null) {
            return true;
        }
        String bearer = request.getHeaders().get(HttpHeader.AUTHORIZATION);
        if (bearer != null && bearer.startsWith("Bearer ") && isToken(bearer.substring("Bearer ".length()))) {
            return true;
        }
        return Request.getCookies(request).stream()
                .anyMatch(cookie -> cookie.getName().equals(COOKIE) && isToken(cookie.getValue()));
    }

    /** In a time that does not tell how much of it is right. */
    boolean isToken(String given) {
        return token != null && MessageDigest.isEqual(token, given.getBytes(StandardCharsets.UTF_8));
    }

    /** What a browser keeps, so that it need not give the token again. */
    static HttpCookie cookie(String token) {
        return HttpCookie.build(COOKIE, token)
                .httpOnly(true)
                .sameSite(HttpCookie.SameSite.STRICT)
                .path("/")
                .build();
    }

    /** True where a request that changes something comes from the page itself: no foreign page can send such a header. */
    static boolean isOwn(Request request) {
        String site = request.getHeaders().get("Sec-Fetch-Site");
        return request.getHeaders().contains("X-Undercurrent")
                && (site == null || site.equals("same-origin") || site.equals("none"));
    }
}
