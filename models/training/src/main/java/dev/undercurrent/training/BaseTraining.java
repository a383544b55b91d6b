package dev.undercurrent.training;

import dev.undercurrent.bundle.Limits;
import dev.undercurrent.bundle.Safetensors;
import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.NetworkSpec.Kind;
import dev.undercurrent.core.network.Weights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Trains a base network on the synthetic prior.
 *
 * <pre>
 *   --output DIR         checkpoint.bin, log.jsonl, weights.safetensors, golden.json
 *   --tokens N           events to learn from (millions: 65m), or
 *   --minutes M          CPU minutes: turned into a number of steps by a trial, so that the run itself can be repeated
 *   --kind K             elman, lstm, gru, seq2seq or transformer; default lstm
 *   --hidden H           default 64
 *   --layers L           default 1, transformer 2
 *   --seed S             default 1
 *   --judge S            seed of the histories that the validation losses are of; default the complement of the run's,
 *                        the same for runs that are to be compared
 *   --from DIR           start from the weights of a finished run, not from random ones; with another seed, since a seed
 *                        draws the same histories again
 *   --resume             go on from the checkpoint of DIR; all else as it was
 * </pre>
 */
public final class BaseTraining {

    private static final String LOG = "log.jsonl";
    private static final String PLAN = "plan.txt";
    private static final int TRIAL_STEPS = 30;
    private static final double SECONDS = 60.0;
    private static final Set<String> KEYS =
            Set.of("output", "tokens", "minutes", "kind", "hidden", "layers", "seed", "judge", "from", "resume");

    private BaseTraining() {}

    /** See the class. */
    public static void main(String[] args) throws IOException {
        Map<String, String> options = options(args);
        Path output = Path.of(required(options, "output"));
        if (options.containsKey("resume")) {
            options = options(Files.readString(output.resolve(PLAN)).strip().split("\n", -1));
        } else if (Files.exists(output.resolve(PLAN))) {
            throw new IllegalArgumentException(output + " holds a run; give --resume to go on, or another --output");
        }
        NetworkSpec spec = spec(options);
        long seed = Long.parseLong(options.getOrDefault("seed", "1"));
        int steps = steps(options, spec, seed);
        Files.createDirectories(output);
        Files.writeString(output.resolve(PLAN), plan(options, output, steps));
        run(trainer(spec, Recipe.standard(steps, seed), judge(options, seed)), options.get("from"), output);
    }

    /**
     * What a run's directory says of it.
     *
     * @param spec network
     * @param seed of everything drawn
     */
    public record Plan(NetworkSpec spec, long seed) {}

    /** Reads the plan of a run. */
    public static Plan plan(Path directory) throws IOException {
        Map<String, String> options =
                options(Files.readString(directory.resolve(PLAN)).strip().split("\n", -1));
        return new Plan(spec(options), Long.parseLong(options.getOrDefault("seed", "1")));
    }

    /** @param from directory of the run whose weights this one starts from; null = random ones */
    static Trained run(NetworkTrainer trainer, String from, Path output) throws IOException {
        Path log = output.resolve(LOG);
        Progress progress = report -> {
            try {
                Files.writeString(log, json(report), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
        Trained trained = from == null
                ? trainer.train(output, progress)
                : trainer.train(weights(Path.of(from)), output, progress);
        SafeTensors.write(trained.weights(), output.resolve("weights.safetensors"));
        Files.writeString(output.resolve("golden.json"), trained.golden().json(), StandardCharsets.UTF_8);
        return trained;
    }

    /** The weights that a finished run wrote. */
    public static Weights weights(Path run) throws IOException {
        return Safetensors.read(Files.readAllBytes(run.resolve("weights.safetensors")), Limits.standard())
                .weights();
    }

    static NetworkTrainer trainer(NetworkSpec spec, Recipe recipe, long judge) {
        return new NetworkTrainer(spec, recipe, Histories.synthetic(recipe.seed()), Histories.synthetic(judge));
    }

    private static long judge(Map<String, String> options, long seed) {
        long judge = Long.parseLong(options.getOrDefault("judge", Long.toString(~seed)));
        if (judge == seed) {
            throw new IllegalArgumentException("--judge is " + judge + ", the seed of training; allowed: any other");
        }
        return judge;
    }

    private static NetworkSpec spec(Map<String, String> options) {
        Kind kind = Kind.valueOf(options.getOrDefault("kind", "lstm").toUpperCase(Locale.ROOT));
        int hidden = Integer.parseInt(options.getOrDefault("hidden", "64"));
        boolean transformer = kind == Kind.TRANSFORMER;
        int layers = Integer.parseInt(options.getOrDefault("layers", transformer ? "2" : "1"));
        return switch (kind) {
            case TRANSFORMER -> new NetworkSpec(kind, hidden, layers, 4, 64, 1);
            case SEQ2SEQ -> new NetworkSpec(kind, hidden, layers, 1, 48, 1);
            default -> NetworkSpec.recurrent(kind, hidden, layers);
        };
    }

    private static int steps(Map<String, String> options, NetworkSpec spec, long seed) {
        Recipe recipe = Recipe.standard(TRIAL_STEPS, seed);
        String tokens = options.get("tokens");
        if (tokens != null) {
            boolean millions = tokens.endsWith("m");
            double count = Double.parseDouble(millions ? tokens.substring(0, tokens.length() - 1) : tokens);
            return (int) Math.ceil(count * (millions ? 1e6 : 1.0) / recipe.tokensPerStep());
        }
        double budget = SECONDS * Double.parseDouble(required(options, "minutes"));
        NetworkTrainer trial = trainer(spec, recipe, ~seed);
        trial.train(report -> {}); // compiles what will run
        double before = Pace.cpuSeconds();
        trial.train(report -> {});
        return Math.max(1, (int) (budget / ((Pace.cpuSeconds() - before) / TRIAL_STEPS)));
    }

    private static String plan(Map<String, String> options, Path output, int steps) {
        Map<String, String> all = new LinkedHashMap<>(options);
        all.remove("minutes");
        all.remove("resume");
        all.put("output", output.toString());
        all.put("tokens", Long.toString((long) steps * Recipe.standard(steps, 0).tokensPerStep()));
        StringBuilder line = new StringBuilder();
        all.forEach((key, value) ->
                line.append("--").append(key).append('\n').append(value).append('\n'));
        return line.toString();
    }

    private static String json(Progress.Report report) {
        Losses losses = report.losses();
        String validation = Double.isNaN(losses.validationPinball())
                ? ""
                : String.format(
                        Locale.ROOT,
                        ",\"validation_nll\":%.5f,\"validation_pinball\":%.5f",
                        losses.validationSurprisal(),
                        losses.validationPinball());
        return String.format(
                Locale.ROOT,
                "{\"step\":%d,\"steps\":%d,\"tokens\":%d,\"nll\":%.5f,\"pinball\":%.5f%s,\"cpu_seconds\":%.0f,"
                        + "\"tokens_per_cpu_second\":%.0f,\"seconds_left\":%.0f}%n",
                losses.step(),
                report.steps(),
                report.tokens(),
                losses.surprisal(),
                losses.pinball(),
                validation,
                report.cpuSeconds(),
                report.tokensPerCpuSecond(),
                report.secondsLeft());
    }

    private static Map<String, String> options(String[] args) {
        Map<String, String> options = new LinkedHashMap<>();
        for (int i = 0; i < args.length; i++) {
            String key = args[i].startsWith("--") ? args[i].substring(2) : args[i];
            if (!KEYS.contains(key)) {
                throw new IllegalArgumentException("unknown option " + args[i] + "; allowed: " + KEYS);
            }
            options.put(key, key.equals("resume") ? "" : i + 1 < args.length ? args[++i] : "");
        }
        return options;
    }

    private static String required(Map<String, String> options, String key) {
        String value = options.get(key);
        if (value == null || value.isEmpty()) {
            throw new IllegalArgumentException("--" + key + " is missing");
        }
        return value;
    }
}
