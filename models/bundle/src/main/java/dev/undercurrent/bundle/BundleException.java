package dev.undercurrent.bundle;

/** A bundle cannot be used; the message names the file, what was found and what is allowed. */
public final class BundleException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 200;

    public BundleException(String message) {
        super(message);
    }

    public BundleException(String message, Throwable cause) {
        super(message, cause);
    }

    static BundleException of(String file, String what, Object found, String allowed) {
        return new BundleException(
                file + ": " + what + " is " + shown(String.valueOf(found)) + "; allowed: " + allowed);
    }

    /** A foreign text as a message may hold it: of bounded length, on one line. */
    static String shown(String text) {
        String part = text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…";
        return part.replaceAll("[\\p{Cntrl}\\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]", "?");
    }
}
