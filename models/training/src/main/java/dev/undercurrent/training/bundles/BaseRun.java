package dev.undercurrent.training.bundles;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.Weights;
import dev.undercurrent.training.BaseTraining;
import dev.undercurrent.training.Golden;
import dev.undercurrent.training.Losses;
import dev.undercurrent.training.Trained;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What {@link BaseTraining} left in a directory.
 *
 * @param trained the network, with the looks at its validation loss
 * @param curve all losses that were logged, in the order of steps
 * @param seed of the run
 * @param tokens events learnt from
 */
record BaseRun(Trained trained, List<Losses> curve, long seed, long tokens) {

    private static final JsonMapper JSON = new JsonMapper();

    /** @throws IllegalArgumentException if the run is not finished, or a file does not hold what it should */
    static BaseRun read(Path directory) throws IOException {
        for (String name : List.of("plan.txt", "log.jsonl", "weights.safetensors", "golden.json")) {
            if (!Files.isRegularFile(directory.resolve(name))) {
                throw new IllegalArgumentException(directory + " has no " + name
                        + "; allowed: the output of a finished base training, which writes its weights at the end");
            }
        }
        BaseTraining.Plan plan = BaseTraining.plan(directory);
        // a step that was gone over again after a break counts as it was the last time
        SortedMap<Integer, Losses> losses = new TreeMap<>();
        long tokens = 0;
        for (String line : Files.readAllLines(directory.resolve("log.jsonl"))) {
            JsonNode report = JSON.readTree(line);
            losses.put(report.required("step").intValue(), losses(report));
            tokens = report.required("tokens").longValue();
        }
        List<Losses> curve = List.copyOf(losses.values());
        List<Losses> looks =
                curve.stream().filter(l -> !Double.isNaN(l.validationPinball())).toList();
        Losses best = looks.stream()
                .min(Comparator.comparingDouble(Losses::validation))
                .orElseThrow(() -> new IllegalArgumentException(
                        directory + ": no validation loss in log.jsonl; allowed: at least one"));
        NetworkSpec spec = plan.spec();
        Weights weights = BaseTraining.weights(directory);
        return new BaseRun(
                new Trained(spec, weights, looks, best, golden(directory.resolve("golden.json"))),
                curve,
                plan.seed(),
                tokens);
    }

    private static Losses losses(JsonNode report) {
        return new Losses(
                report.required("step").intValue(),
                report.required("nll").doubleValue(),
                report.required("pinball").doubleValue(),
                report.path("validation_nll").asDouble(Double.NaN),
                report.path("validation_pinball").asDouble(Double.NaN));
    }

    private static Golden golden(Path file) throws IOException {
        JsonNode golden = JSON.readTree(file.toFile());
        return new Golden(
                rows(golden, "inputs"),
                rows(golden, "candidates"),
                rows(golden, "outputs"),
                rows(golden, "step"),
                rows(golden, "laws"),
                rows(golden, "horizonCandidates"),
                rows(golden, "horizonInputs"),
                rows(golden, "quantiles"));
    }

    private static float[][] rows(JsonNode golden, String name) throws IOException {
        return JSON.treeToValue(golden.required(name), float[][].class);
    }
}
