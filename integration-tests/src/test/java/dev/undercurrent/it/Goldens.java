package dev.undercurrent.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.format.Feed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.function.ThrowingConsumer;

/** Savepoints of earlier releases, each in a directory with what went in and what must come out. */
final class Goldens {

    private static final ObjectMapper JSON = new ObjectMapper();

    private Goldens() {}

    /** A test per directory; where a name is to be written, that one is written and nothing tested. */
    static Stream<DynamicTest> tests(
            Path root, String written, ThrowingConsumer<Path> write, ThrowingConsumer<Path> check) throws Throwable {
        if (!written.isEmpty()) {
            write.accept(root.resolve(written));
            return Stream.of(DynamicTest.dynamicTest("written: " + written, () -> {}));
        }
        List<Path> found;
        try (Stream<Path> all = Files.list(root)) {
            found = all.filter(Files::isDirectory).sorted().toList();
        }
        assertThat(found).isNotEmpty();
        return found.stream()
                .map(golden -> DynamicTest.dynamicTest(golden.getFileName().toString(), () -> check.accept(golden)));
    }

    /** The records of a feed, sorted by key, each key's in order, without the name of the model. */
    static List<String> json(PipelineConfig config, Feed feed) throws IOException {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>(Stage.committed(config, feed));
        records.sort((a, b) -> Arrays.compare(a.key(), b.key()));
        List<String> lines = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            ObjectNode value = (ObjectNode) JSON.readTree(new String(record.value(), StandardCharsets.UTF_8));
            value.remove("model");
            lines.add(JSON.writeValueAsString(value));
        }
        return lines;
    }

    /** Equal as numbers: their shortest texts are not the same on every JDK; fields added since then may be there. */
    static void same(List<String> found, List<String> expected) throws IOException {
        assertThat(found).hasSameSizeAs(expected);
        for (int i = 0; i < found.size(); i++) {
            ObjectNode then = (ObjectNode) JSON.readTree(expected.get(i));
            ObjectNode now = (ObjectNode) JSON.readTree(found.get(i));
            List<String> names = new ArrayList<>();
            then.fieldNames().forEachRemaining(names::add);
            assertThat(now.retain(names)).as("record " + i).isEqualTo(then);
        }
    }

    /** Copies a savepoint, which is one directory of files. */
    static void keep(Path savepoint, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(savepoint)) {
            for (Path file : files.toList()) {
                Files.write(to.resolve(file.getFileName()), Files.readAllBytes(file));
            }
        }
    }
}
