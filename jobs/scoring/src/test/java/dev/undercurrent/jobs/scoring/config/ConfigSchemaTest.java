package dev.undercurrent.jobs.scoring.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ConfigSchemaTest {

    private static final Path FILE = Path.of("src/main/resources/undercurrent.schema.json");

    @Test
    void thePublishedSchemaIsThatOfTheRecords() throws IOException {
        if (Boolean.getBoolean("regenerate")) {
            Files.writeString(FILE, ConfigSchema.json());
        }
        assertThat(FILE)
                .as("regenerate with mvn -pl jobs/scoring test -Dtest=ConfigSchemaTest -Dregenerate=true")
                .hasContent(ConfigSchema.json());
    }
}
