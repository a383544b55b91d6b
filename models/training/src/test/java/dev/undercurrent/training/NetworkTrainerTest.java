package dev.undercurrent.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.NetworkSpec.Kind;
import dev.undercurrent.core.network.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NetworkTrainerTest {

    private static final NetworkSpec SMALL = NetworkSpec.recurrent(Kind.LSTM, 8, 1);

    private static Recipe recipe(int steps) {
        return new Recipe(steps, 8, 48, 2, 6, 5e-3, 0.01, 5, 20, 0, 7);
    }

    /** A wave with a jump at the end of every season: easy with a season declared. */
    private static List<History> waves() {
        SplittableRandom random = new SplittableRandom(1);
        List<History> histories = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            double[] values = new double[700];
            for (int t = 0; t < values.length; t++) {
                values[t] = 10 * i + t % 12 + 0.05 * random.nextGaussian();
            }
            histories.add(new History(values, 12, 0));
        }
        return histories;
    }

    private static NetworkTrainer trainer(Recipe recipe) {
        return new NetworkTrainer(SMALL, recipe, Histories.training(waves(), 0.7), Histories.validation(waves(), 0.7));
    }

    @Test
    @DisplayName("losses fall, training can go on from its weights, and reports say where it stands")
    void learns() {
        List<Progress.Report> reports = new ArrayList<>();
        Trained trained = trainer(recipe(120)).train(reports::add);
        Losses first = trained.history().get(0);
        assertThat(first.step()).isEqualTo(20);
        assertThat(trained.best().validation()).isLessThan(first.validation() - 0.3);
        assertThat(trained.best().validationSurprisal()).isLessThan(first.validationSurprisal());
        assertThat(trained.best().validationPinball()).isLessThan(first.validationPinball());
        assertThat(reports).hasSize(6); // every 20 steps
        Progress.Report last = reports.get(reports.size() - 1);
        assertThat(last.losses().step()).isEqualTo(120);
        assertThat(last.tokens()).isEqualTo(120L * 8 * 48);
        assertThat(last.tokensPerCpuSecond()).isPositive();

        Trained tuned = trainer(recipe(20)).train(trained.weights(), report -> {});
        assertThat(tuned.history().get(0).validation()).isLessThan(first.validation() - 0.2);
    }

    @Test
    @DisplayName("a run stopped and resumed ends where an unbroken one ends")
    void resumes(@TempDir Path directory) throws IOException {
        Trained unbroken = trainer(recipe(60)).train(report -> {});
        assertThatThrownBy(() -> trainer(recipe(60)).train(directory, report -> {
                    if (report.losses().step() == 40) {
                        throw new IllegalStateException("stopped");
                    }
                }))
                .hasMessage("stopped");
        assertThat(Files.exists(directory.resolve(Checkpoint.NAME))).isTrue();
        List<Integer> steps = new ArrayList<>();
        Trained resumed = trainer(recipe(60))
                .train(directory, report -> steps.add(report.losses().step()));
        assertThat(steps).containsExactly(60);
        assertThat(resumed.history()).hasSameSizeAs(unbroken.history());
        for (var entry : unbroken.weights().tensors().entrySet()) {
            Tensor tensor = resumed.weights().tensors().get(entry.getKey());
            for (int i = 0; i < tensor.values().length; i++) {
                assertThat(tensor.values()[i]).isCloseTo(entry.getValue().values()[i], within(2e-3f));
            }
        }
        assertThatThrownBy(() -> trainer(recipe(61)).train(directory, report -> {}))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("steps=60")
                .hasMessageContaining("steps=61");
    }

    @Test
    @DisplayName("training stops when validation has not got better for so many looks, and keeps the best weights")
    void stops() {
        Recipe harmful = new Recipe(400, 4, 24, 2, 4, 3.0, 0.0, 0, 5, 3, 7);
        Trained trained = trainer(harmful).train(report -> {});
        List<Losses> history = trained.history();
        assertThat(history.size()).isLessThan(80);
        int best = history.indexOf(trained.best());
        assertThat(history).hasSize(best + 4);
    }

    @Test
    @DisplayName("a thousand steps leave nothing behind in native memory")
    void leaks() throws IOException {
        Recipe tiny = new Recipe(1000, 2, 8, 1, 2, 1e-3, 0.0, 0, 10_000, 0, 3);
        NetworkTrainer trainer = new NetworkTrainer(
                NetworkSpec.recurrent(Kind.LSTM, 4, 1),
                tiny,
                Histories.training(waves(), 0.7),
                Histories.validation(waves(), 0.7));
        Torch.start();
        try (NDManager probe = NDManager.newBaseManager()) {
            int before = probe.getParentManager().getManagedArrays().size();
            long[] resident = new long[2];
            trainer.train(report -> {
                if (report.losses().step() == 100) {
                    resident[0] = residentPages();
                }
                resident[1] = residentPages();
            });
            assertThat(probe.getParentManager().getManagedArrays()).hasSize(before);
            assertThat((resident[1] - resident[0]) * 4096 / 1e6).as("MB grown").isLessThan(500.0);
        }
    }

    /** Pages of 4 KB; 0 where the system does not tell. */
    private static long residentPages() {
        try {
            return Long.parseLong(Files.readString(Path.of("/proc/self/statm")).split(" ", 3)[1]);
        } catch (IOException e) {
            return 0;
        }
    }
}
