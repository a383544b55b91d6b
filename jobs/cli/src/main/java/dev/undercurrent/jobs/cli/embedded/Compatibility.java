package dev.undercurrent.jobs.cli.embedded;

import java.util.Arrays;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaValidationException;
import org.apache.avro.SchemaValidator;
import org.apache.avro.SchemaValidatorBuilder;

/** What a new version of a schema must be able to read, or be read by. Names are Confluent's. */
enum Compatibility {
    NONE(null),
    BACKWARD(new SchemaValidatorBuilder().canReadStrategy().validateLatest()),
    BACKWARD_TRANSITIVE(new SchemaValidatorBuilder().canReadStrategy().validateAll()),
    FORWARD(new SchemaValidatorBuilder().canBeReadStrategy().validateLatest()),
    FORWARD_TRANSITIVE(new SchemaValidatorBuilder().canBeReadStrategy().validateAll()),
    FULL(new SchemaValidatorBuilder().mutualReadStrategy().validateLatest()),
    FULL_TRANSITIVE(new SchemaValidatorBuilder().mutualReadStrategy().validateAll());

    // Avro's validators are stateless but do not say so by being serializable
    @SuppressWarnings("ImmutableEnumChecker")
    private final transient SchemaValidator validator;

    Compatibility(SchemaValidator validator) {
        this.validator = validator;
    }

    static Compatibility of(String name) {
        for (Compatibility level : values()) {
            if (level.name().equals(name)) {
                return level;
            }
        }
        throw new RegistryError(
                42203, "Invalid compatibility level '" + name + "'; allowed: " + Arrays.toString(values()));
    }

    /**
     * Why {@code schema} may not follow {@code earlier}, or null where it may.
     *
     * @param earlier newest first, as Avro's validators expect
     */
    String objection(Schema schema, List<Schema> earlier) {
        if (validator == null) {
            return null;
        }
        try {
            validator.validate(schema, earlier);
            return null;
        } catch (SchemaValidationException e) {
            return e.getMessage();
        }
    }
}
