package dev.undercurrent.jobs.trainer;

import dev.undercurrent.bundle.Architecture;
import dev.undercurrent.bundle.BundleReader;
import dev.undercurrent.bundle.BundleWriter;
import dev.undercurrent.bundle.LanguageBundle;
import dev.undercurrent.bundle.ModelBundle;
import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.jobs.cli.Brokers;
import dev.undercurrent.jobs.cli.ConfigOptions;
import dev.undercurrent.jobs.cli.Version;
import dev.undercurrent.jobs.cli.demo.Terminal;
import dev.undercurrent.jobs.scoring.Networks;
import dev.undercurrent.jobs.scoring.Settings;
import dev.undercurrent.jobs.scoring.config.ConfigException;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.training.logs.LawTrainer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "train",
        description = "Trains a model from history and writes it as a bundle, with a card that says how good it is.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "Of each series the first 70 %% are learnt from, the next 15 %% decide when to stop, the rest is held out and judged.",
            "series.season and series.cycle of the configuration say what the periods are.",
            "",
            "Examples:",
            "  undercurrent train --config my.yaml --data history --out pumps.zip",
            "  undercurrent train -c my.yaml --data history --out tuned.zip --from base --minutes 2",
            "  undercurrent train -c my.yaml --topic sensors.observations.v1 --out regimes.zip --architecture hmm",
            "  undercurrent train -c conf/logs.yaml --data app.log --out app.zip --architecture lstm"
        })
final class TrainCommand implements Callable<Integer> {

    private static final double MINUTES = 5;

    @Mixin
    private ConfigOptions config;

    @Option(
            names = {"-d", "--data"},
            paramLabel = "FILE|DIR",
            description =
                    "A CSV file, or a directory of them (.csv and .csv.gz, at any depth); of logs, files of lines.")
    private Path data;

    @Option(
            names = "--topic",
            paramLabel = "NAME",
            description = "A topic of source.kafka instead, from its beginning to its present end.")
    private String topic;

    @Option(
            names = {"-o", "--out"},
            required = true,
            paramLabel = "BUNDLE",
            description = "Where the bundle goes: a .zip, else a directory.")
    private Path out;

    @Option(names = "--overwrite", description = "Replaces what is at --out; without it that is refused.")
    private boolean overwrite;

    @Option(
            names = {"-a", "--architecture"},
            paramLabel = "NAME",
            description =
                    "lstm (default), gru, elman, seq2seq, transformer or hmm. Of logs: counts (default: 3-gram, bag,"
                            + " hmm), or what is learnt beside these, kneser-ney, lstm, gru, elman, transformer or several,"
                            + " by commas.")
    private String architecture;

    @Option(
            names = "--from",
            paramLabel = "BUNDLE",
            description = "Fine-tunes this bundle's network instead of starting anew: base, or a path.")
    private String from;

    @Option(names = "--hidden", description = "Hidden units, 1 to 1024; default 32.")
    private Integer hidden;

    @Option(names = "--layers", description = "Layers, 1 to 8; default 1, of a transformer 2.")
    private Integer layers;

    @Option(
            names = "--window",
            description = "Events that attention spans, of seq2seq (default 48) and transformer (64).")
    private Integer window;

    @Option(names = "--minutes", description = "Time to train, about; default 5. Of an hmm: at most.")
    private Double minutes;

    @Option(names = "--steps", description = "Steps of the optimiser instead, so that the run can be repeated exactly.")
    private Integer steps;

    @Option(names = "--seed", description = "Of everything drawn; default 1.")
    private Long seed;

    @Option(
            names = "--resume",
            paramLabel = "DIR",
            description = "Goes on with a run that was broken off, from its last checkpoint.")
    private Path resume;

    @Spec
    private CommandSpec spec;

    private Bar bar;

    @Override
    public Integer call() throws Exception {
        PipelineConfig resolved = config.load();
        if (resolved.kind() == PipelineConfig.Kind.LOGS) {
            return language(resolved);
        }
        Settings.of(resolved); // season and cycle are judged there
        Request request = new Request(
                resume, architecture, from, hidden, layers, window, minutes, steps, seed, spec.commandLine());
        request.check();
        if ((data == null) == (topic == null)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--data and --topic are " + (data == null ? "both absent" : "both given")
                            + "; allowed: one of them");
        }
        outMustBeFree();
        bar = new Bar(spec.commandLine().getErr(), Terminal.attached(2));
        // what can be wrong is looked at before a long history is read
        Plan earlier = resume == null ? null : Plan.read(resume);
        ModelBundle parent = parent(earlier == null ? from : earlier.from());
        if (earlier == null && !request.isHmm()) {
            RunDirectory.mustBeFree(runDirectory());
        }
        if (topic != null) {
            Brokers.mustAnswerSource(resolved);
        }
        PastReader reader =
                new PastReader(resolved, read -> bar.show(0, String.format(Locale.ROOT, "%,d records read", read), -1));
        Past past = data == null ? reader.topic(topic) : reader.files(data);
        tell(past);
        if (request.isHmm()) {
            hmm(past, resolved);
        } else {
            network(past, resolved, request, earlier, parent);
        }
        return 0;
    }

    /** Of lines of a log: laws of the next template. */
    private int language(PipelineConfig resolved) throws IOException {
        if (data == null) {
            throw new ParameterException(spec.commandLine(), "--data is absent; allowed: a file or directory of lines");
        }
        if (from != null || resume != null || minutes != null || steps != null) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--from, --resume, --minutes and --steps are of readings; allowed for logs: --data, --out,"
                            + " --architecture, --hidden, --layers, --window, --seed");
        }
        long drawn = seed == null ? 1 : seed;
        List<LawTrainer> more;
        try {
            more = LogLaws.of(architecture, hidden, layers, window, drawn);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage());
        }
        outMustBeFree();
        bar = new Bar(spec.commandLine().getErr(), Terminal.attached(2));
        LanguageBundle bundle = new LogJob(resolved, bar).run(data, name(), drawn, more);
        bundle.write(out);
        bar.say(
                "Wrote %s: %s, checked to be served as it was trained.",
                out, LanguageBundle.read(out).id());
        next("logs.model.bundle=" + out);
        return 0;
    }

    /** A bundle is hours of work: none is replaced unasked. A run that is gone on with was allowed its --out before. */
    private void outMustBeFree() throws IOException {
        boolean allowed = overwrite || (resume != null && sameFile(resume, besideOut()));
        if (allowed || !Files.exists(out)) {
            return;
        }
        if (Files.isDirectory(out)) {
            try (Stream<Path> files = Files.list(out)) {
                if (files.findAny().isEmpty()) {
                    return;
                }
            }
        }
        throw ConfigException.of(
                "--out", '"' + out.toString() + '"', "what does not exist yet, or --overwrite to replace it");
    }

    private static boolean sameFile(Path one, Path other) {
        return one.toAbsolutePath().normalize().equals(other.toAbsolutePath().normalize());
    }

    private static ModelBundle parent(String name) {
        if (name == null || name.isEmpty()) {
            return null;
        }
        ModelBundle bundle = Networks.bundle("--from", name);
        Networks.of(bundle, "--from", name); // another kind of model is refused
        return bundle;
    }

    private Path runDirectory() {
        return resume != null ? resume : besideOut();
    }

    private Path besideOut() {
        return out.resolveSibling(out.getFileName() + ".run");
    }

    private void tell(Past past) {
        bar.say("Read %,d events of %s.", past.events(), series(past));
        long invalid = past.invalid().values().stream().mapToLong(n -> n).sum();
        if (invalid > 0) {
            bar.say("Left out %,d invalid records %s; the first, %s", invalid, past.invalid(), past.example());
        }
    }

    private static String series(Past past) {
        String stretches = past.series().size() == past.keys()
                ? ""
                : String.format(Locale.ROOT, " in %,d stretches", past.series().size());
        return String.format(
                Locale.ROOT,
                "%,d series%s, %d channel%s",
                past.keys(),
                stretches,
                past.channels(),
                past.channels() == 1 ? "" : "s");
    }

    private void network(Past past, PipelineConfig resolved, Request request, Plan earlier, ModelBundle parent)
            throws IOException {
        Path directory = runDirectory();
        NetworkJob job = new NetworkJob(Split.of(past), resolved.series(), parent, bar);
        Plan plan = earlier;
        if (plan == null) {
            NetworkSpec shape = parent == null
                    ? request.spec()
                    : ((Architecture.Network) parent.manifest().architecture()).spec();
            long drawn = seed == null ? 1 : seed;
            int count = steps != null ? steps : job.steps(shape, minutes == null ? MINUTES : minutes, drawn);
            plan = new Plan(shape, count, drawn, from == null ? "" : from, past.events());
            plan.write(directory);
        } else if (plan.events() != past.events()) {
            throw new ConfigException("the run in " + resume + " was of " + plan.events() + " events, the data has "
                    + past.events() + "; allowed: the same data");
        }
        bar.say(
                "Training %s for %,d steps; checkpoints in %s",
                new Architecture.Network(plan.spec()).description(), plan.steps(), directory);
        NetworkJob.Outcome outcome = job.run(plan, directory, name(), described(past), createdBy());
        write(outcome.bundle());
        RunDirectory.delete(directory);
        Summary.of(outcome, resolved.series().season(), bar);
        next("model.network=" + out);
    }

    private void hmm(Past past, PipelineConfig resolved) throws IOException {
        HmmJob.Outcome outcome = new HmmJob(past, resolved.series().season(), bar)
                .run(
                        minutes == null ? Double.POSITIVE_INFINITY : minutes,
                        seed == null ? 1 : seed,
                        name(),
                        described(past),
                        createdBy());
        write(outcome.bundle());
        Summary.of(outcome, bar);
        next("model.hmm=" + out);
    }

    /** Writes the bundle and reads it again, with the check that it is served as it was trained. */
    private void write(ModelBundle bundle) throws IOException {
        BundleWriter.write(bundle, out);
        ModelBundle read = BundleReader.read(out);
        bar.say("Wrote %s: %s, checked to be served as it was trained. Its card.html says more.", out, read.id());
    }

    private void next(String set) {
        String input = data == null ? "" : " --input " + data + " --output scored";
        bar.say("Next:");
        bar.say("  undercurrent %s --config %s%s --set %s", data == null ? "run" : "score", config.file(), input, set);
    }

    private String name() {
        String file = out.toAbsolutePath().normalize().getFileName().toString();
        String plain = file.toLowerCase(Locale.ROOT).endsWith(".zip") ? file.substring(0, file.length() - 4) : file;
        String name = plain.replaceAll("[^A-Za-z0-9._-]", "-").replaceAll("^[._-]+", "");
        return name.isEmpty() ? "model" : name.substring(0, Math.min(64, name.length()));
    }

    private String described(Past past) {
        String where = data == null
                ? "topic " + topic
                : data.toAbsolutePath().normalize().getFileName().toString();
        return String.format(Locale.ROOT, "%s: %,d events of %s", where, past.events(), series(past));
    }

    private static String createdBy() {
        return List.of(new Version().getVersion()).get(0);
    }
}
