package dev.undercurrent.jobs.scoring.config;

import java.util.Locale;
import java.util.regex.Pattern;

/** Keeps secrets out of plans, logs and error messages. */
final class Secrets {

    private static final Pattern SECRET =
            Pattern.compile("password|secret|jaas|token|credential|auth|keystore\\.key|user\\.info");
    private static final Pattern USER_INFO = Pattern.compile("://[^/@\\s]*@");
    private static final String REDACTED = "***";

    private Secrets() {}

    /** The value as it may be shown: hidden where the key tells of a secret, without the user part of a URL. */
    static String shown(String key, String value) {
        if (SECRET.matcher(key.toLowerCase(Locale.ROOT)).find()) {
            return REDACTED;
        }
        return USER_INFO.matcher(value).replaceAll("://" + REDACTED + "@");
    }
}
