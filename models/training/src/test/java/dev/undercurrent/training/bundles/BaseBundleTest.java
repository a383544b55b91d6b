package dev.undercurrent.training.bundles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.undercurrent.bundle.Architecture;
import dev.undercurrent.bundle.BundleReader;
import dev.undercurrent.bundle.ModelBundle;
import dev.undercurrent.bundle.Training;
import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.training.BaseTraining;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaseBundleTest {

    private static final int SERIES = 6;

    @TempDir
    private Path directory;

    @Test
    @DisplayName("a finished base training becomes a bundle of equal bytes each time, which is served as it was trained")
    void bundle() throws IOException {
        Path run = directory.resolve("run");
        BaseTraining.main(
                new String[] {"--output", run.toString(), "--tokens", "20000", "--hidden", "8", "--seed", "7"});
        Path zip = directory.resolve("base.zip");
        ModelBundle made = BaseBundle.write(run, zip, SERIES);
        byte[] bytes = Files.readAllBytes(zip);
        BaseBundle.write(run, zip, SERIES);
        assertThat(Files.readAllBytes(zip)).isEqualTo(bytes).hasSizeLessThan(3_000_000);

        ModelBundle read = BundleReader.read(zip);
        assertThat(read.hash()).isEqualTo(made.hash());
        assertThat(read.manifest().name()).isEqualTo("base-lstm-8");
        assertThat(((Architecture.Network) read.manifest().architecture()).spec())
                .isEqualTo(NetworkSpec.recurrent(NetworkSpec.Kind.LSTM, 8, 1));
        Training training = read.manifest().training();
        assertThat(training.seeds()).containsExactly(7L);
        assertThat(training.steps()).isEqualTo(2);
        assertThat(training.tokens()).isEqualTo(24_576);
        assertThat(training.losses()).hasSize(1);
        assertThat(training.evidence())
                .isCloseTo(-training.losses().get(0).validation(), within(1e-12));
        assertThat(training.figures()).extracting(Training.Figure::metric).contains("MASE");
        assertThat(read.card())
                .contains("base-lstm-8@" + read.id().hash())
                .contains("Ljung-Box")
                .contains("95 % band, 48 steps ahead")
                .contains("a good forecast")
                .contains("one of the worst");
    }

    @Test
    @DisplayName("a run that is not finished is refused by the file that it lacks")
    void unfinished() throws IOException {
        Files.writeString(directory.resolve("plan.txt"), "--output\nx\n");
        Files.writeString(directory.resolve("log.jsonl"), "");
        assertThatThrownBy(() -> BaseBundle.write(directory, directory.resolve("base.zip"), SERIES))
                .hasMessageContaining("has no weights.safetensors")
                .hasMessageContaining("finished base training");
        assertThatThrownBy(() -> BaseBundle.main(new String[] {"--output", "x"}))
                .hasMessageContaining("--run DIR --output FILE");
    }
}
