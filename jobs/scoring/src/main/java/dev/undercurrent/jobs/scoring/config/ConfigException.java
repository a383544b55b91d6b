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

    /** What a library refuses that knows no key: all that it and its causes say, without the user part of a URL. */
    public static ConfigException because(String path, Throwable refused) {
        StringBuilder why = new StringBuilder();
        int depth = 0;
        for (Throwable t = refused; t != null && depth < 10; t = t.getCause(), depth++) {
            String said = t.getMessage() == null ? t.getClass().getSimpleName() : t.getMessage();
            if (why.indexOf(said) < 0) {
                why.append(why.isEmpty() ? "" : ": ").append(said);
            }
        }
        return new ConfigException(path + " cannot be used: " + Secrets.shown("", why.toString()));
    }
}
