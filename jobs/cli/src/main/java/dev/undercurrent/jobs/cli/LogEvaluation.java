package dev.undercurrent.jobs.cli;

import dev.undercurrent.bundle.BundleException;
import dev.undercurrent.bundle.LanguageBundle;
import dev.undercurrent.evaluation.benchmark.BenchmarkReport;
import dev.undercurrent.evaluation.language.Contestant;
import dev.undercurrent.evaluation.language.LanguageEvaluation;
import dev.undercurrent.jobs.scoring.config.ConfigException;
import dev.undercurrent.jobs.scoring.config.ConfigLoader;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.logs.LineModels;
import dev.undercurrent.jobs.scoring.logs.SequenceReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;

/** {@code evaluate} where lines of a log are what is foretold. */
final class LogEvaluation {

    private static final long SEED = 1;

    private final Path config;
    private final List<String> sets;
    private final Map<String, String> environment;
    private final Consumer<String> progress;

    /** @param progress told in a sentence what was read */
    LogEvaluation(Path config, List<String> sets, Map<String, String> environment, Consumer<String> progress) {
        this.config = config;
        this.sets = sets;
        this.environment = environment;
        this.progress = progress;
    }

    /**
     * @param bundles paths; none = the one that the configuration names
     * @throws ConfigException where there is none at all, one cannot be used, or the data has no line with a key
     */
    BenchmarkReport run(List<String> bundles, Path data) throws IOException {
        PipelineConfig pipeline = load(List.of());
        String served = pipeline.logs().model().bundle();
        List<String> all = bundles.isEmpty() && !served.equals("none") ? List.of(served) : bundles;
        if (all.isEmpty()) {
            throw new ConfigException(
                    "--bundle is absent and logs.model.bundle is none; allowed: a bundle that train made of a log");
        }
        List<Contestant> contestants = new ArrayList<>();
        String facts = "";
        for (String bundle : all) {
            PipelineConfig with = load(List.of("logs.model.bundle=" + bundle));
            LanguageBundle read = LineModels.bundle(with);
            var reader = new SequenceReader(with);
            List<long[]> sequences = reader.read(data, lines -> {});
            facts = String.format(
                    Locale.ROOT,
                    "%s: %,d lines in %,d %s; %,d invalid.",
                    data.toAbsolutePath().normalize().getFileName(),
                    reader.lines(),
                    sequences.size(),
                    reader.ends() ? "sequences" : "endless streams",
                    reader.invalid());
            progress.accept(facts);
            contestants.add(new Contestant(name(read, contestants), read.model(), sequences, reader.ends()));
        }
        return new LanguageEvaluation(SEED).run(facts, contestants);
    }

    /** Whether there is a bundle of this name, and it is one of a log. */
    static boolean isOfLog(String bundle) {
        try {
            return !LanguageBundle.read(Path.of(bundle)).name().isEmpty();
        } catch (BundleException e) {
            return false;
        }
    }

    private PipelineConfig load(List<String> more) {
        List<String> all = new ArrayList<>(sets);
        all.addAll(more);
        return config == null ? ConfigLoader.load("", all, environment) : ConfigLoader.load(config, all, environment);
    }

    private static String name(LanguageBundle bundle, List<Contestant> before) {
        boolean taken = before.stream().anyMatch(c -> c.name().equals(bundle.name()));
        return taken ? bundle.id().toString() : bundle.name();
    }
}
