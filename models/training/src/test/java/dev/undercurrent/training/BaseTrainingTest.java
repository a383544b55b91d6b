package dev.undercurrent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undercurrent.core.network.NetworkSpec;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaseTrainingTest {

    @TempDir
    private Path directory;

    @Test
    @DisplayName(
            "a run leaves weights, golden vectors, a log and a plan, and can be gone on with by its directory alone")
    void run() throws IOException {
        Path output = directory.resolve("a run");
        BaseTraining.main(
                new String[] {"--output", output.toString(), "--tokens", "20000", "--hidden", "8", "--kind", "gru"});
        List<String> log = Files.readAllLines(output.resolve("log.jsonl"));
        assertThat(log).hasSize(1);
        assertThat(log.get(0))
                .startsWith("{\"step\":2,\"steps\":2,\"tokens\":24576,")
                .contains("\"validation_pinball\":")
                .endsWith("}");
        ByteBuffer weights = ByteBuffer.wrap(Files.readAllBytes(output.resolve("weights.safetensors")))
                .order(ByteOrder.LITTLE_ENDIAN);
        byte[] header = new byte[Math.toIntExact(weights.getLong())];
        weights.get(header);
        assertThat(new String(header, StandardCharsets.UTF_8))
                .contains("\"encoder.0.weight_ih\":{\"dtype\":\"F32\",\"shape\":[24,24],\"data_offsets\":[");
        NetworkSpec spec = NetworkSpec.recurrent(NetworkSpec.Kind.GRU, 8, 1);
        Trained again = BaseTraining.run(BaseTraining.trainer(spec, Recipe.standard(2, 1), ~1), null, output);
        assertThat(weights.remaining())
                .isEqualTo(4
                        * again.weights().tensors().values().stream()
                                .mapToInt(t -> t.values().length)
                                .sum());
        assertThat(weights.getFloat())
                .isEqualTo(again.weights().tensors().get("encoder.0.bias_hh").values()[0]);
        assertThat(Files.readString(output.resolve("golden.json"))).startsWith("{\"inputs\":[[");

        BaseTraining.main(new String[] {"--output", output.toString(), "--resume"});
        assertThat(Files.readAllLines(output.resolve("log.jsonl"))).hasSize(1);
        assertThatThrownBy(() -> BaseTraining.main(new String[] {"--output", output.toString(), "--tokens", "1"}))
                .hasMessageContaining("--resume");
    }

    @Test
    void wrongOptions() {
        assertThatThrownBy(() -> BaseTraining.main(new String[] {"--outptu", "x"}))
                .hasMessageContaining("--outptu")
                .hasMessageContaining("output");
        assertThatThrownBy(() -> BaseTraining.main(new String[] {"--tokens", "1"}))
                .hasMessageContaining("--output");
    }
}
