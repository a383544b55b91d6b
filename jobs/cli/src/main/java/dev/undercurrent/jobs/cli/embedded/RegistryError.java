package dev.undercurrent.jobs.cli.embedded;

import java.util.LinkedHashMap;
import java.util.Map;

/** A refusal with Confluent's error code, whose first three digits are the HTTP status. */
final class RegistryError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int code;

    RegistryError(int code, String message) {
        super(message);
        this.code = code;
    }

    static RegistryError subject(String subject) {
        return new RegistryError(40401, "Subject '" + subject + "' not found.");
    }

    static RegistryError version(Object version) {
        return new RegistryError(40402, "Version " + version + " not found.");
    }

    static RegistryError schema() {
        return new RegistryError(40403, "Schema not found");
    }

    int status() {
        return code < 1000 ? code : code / 100;
    }

    Map<String, Object> body() {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error_code", code);
        body.put("message", getMessage());
        return body;
    }
}
