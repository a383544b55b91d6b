package dev.undercurrent.jobs.scoring.config;

/** The configuration cannot be used; the message names the key, the value found and the values allowed. */
public final class ConfigException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    public ConfigException(String message) {
        super(message);
    }

    public static ConfigException of(String path, String found, String allowed) {
        return new ConfigException(path + " is " + Secrets.shown(path, found) + "; allowed: " + allowed);
    }
}
