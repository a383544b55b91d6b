package dev.undercurrent.jobs.scoring.registry;

/** The registry cannot be used: no record is to blame, so the job fails instead of setting records aside. */
public final class RegistryException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RegistryException(String message, Throwable cause) {
        super(message, cause);
    }
}
