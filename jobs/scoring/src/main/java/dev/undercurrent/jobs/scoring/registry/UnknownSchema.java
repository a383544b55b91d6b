package dev.undercurrent.jobs.scoring.registry;

/** A record names a schema that the registry does not have, or that is no Avro: the record is to blame. */
public final class UnknownSchema extends Exception {

    private static final long serialVersionUID = 1L;

    UnknownSchema(String message) {
        super(message);
    }
}
