package dev.undercurrent.jobs.cli;

import dev.undercurrent.bundle.BundleException;
import dev.undercurrent.bundle.LanguageBundle;
import dev.undercurrent.core.tokens.Continuation;
import dev.undercurrent.core.tokens.Expected;
import dev.undercurrent.core.tokens.HeaderSplitter;
import dev.undercurrent.core.tokens.Mined;
import dev.undercurrent.core.tokens.MinerSettings;
import dev.undercurrent.core.tokens.TemplateMiner;
import dev.undercurrent.core.tokens.Vocabulary;
import dev.undercurrent.jobs.scoring.config.ConfigException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "sample",
        description =
                "Says what usually follows some lines of a log, and draws how it could go on, from a trained bundle.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        footer = {
            "",
            "Examples:",
            "  undercurrent sample --bundle my.zip",
            "  undercurrent sample --bundle my.zip --context \"Receiving block blk_1 src: /10.0.0.1:1 dest: /10.0.0.2:2\""
        })
final class SampleCommand implements Callable<Integer> {

    private static final int MOST = 10_000;

    @Option(
            names = {"-b", "--bundle"},
            required = true,
            paramLabel = "BUNDLE",
            description = "What train made of a log.")
    private Path bundle;

    @Option(
            names = "--context",
            paramLabel = "LINE",
            description = "A line that came, with or without its header; once per line, in order. Default: none, the"
                    + " begin of a sequence.")
    private List<String> context = List.of();

    @Option(names = "--top", description = "Next templates that are told; default 5.")
    private int top = 5;

    @Option(names = "--samples", description = "Continuations that are drawn; default 3.")
    private int samples = 3;

    @Option(names = "--length", description = "Most lines of a continuation; default 20.")
    private int length = 20;

    @Option(names = "--seed", description = "Of what is drawn; default 1.")
    private long seed = 1;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        within("--top", top, 0, MOST);
        within("--samples", samples, 0, MOST);
        within("--length", length, 1, MOST);
        LanguageBundle read;
        try {
            read = LanguageBundle.read(bundle);
        } catch (BundleException e) {
            throw ConfigException.of("--bundle", bundle.toString(), "a sound bundle of a log; " + e.getMessage());
        }
        PrintWriter out = spec.commandLine().getOut();
        var miner = new TemplateMiner(MinerSettings.standard());
        TemplateMiner.State templates = miner.start("context", read.templates());
        int[] tokens = new int[context.size()];
        for (int i = 0; i < tokens.length; i++) {
            String line = context.get(i);
            Mined mined = miner.mine(
                    templates, line.substring(HeaderSplitter.split(line).content()));
            tokens[i] = read.model().vocabulary().token(mined.template());
            out.printf(
                    "after   %s%s%n",
                    read.model().vocabulary().text(tokens[i]),
                    tokens[i] == Vocabulary.NOVEL_TOKEN ? "   (nothing like this line was learnt)" : "");
        }
        var continuation = new Continuation(read.model(), tokens);
        for (Expected next : continuation.next(top)) {
            out.printf(Locale.ROOT, "%6.4f  %s%n", next.probability(), next.text());
        }
        var random = new SplittableRandom(seed);
        for (int i = 1; i <= samples; i++) {
            out.printf("%nsample %d%n", i);
            for (int token : continuation.sample(length, random)) {
                out.printf("        %s%n", read.model().vocabulary().text(token));
            }
        }
        out.flush();
        return 0;
    }

    private void within(String option, int value, int least, int most) {
        if (value < least || value > most) {
            throw new ParameterException(
                    spec.commandLine(), option + " is " + value + "; allowed: " + least + " to " + most);
        }
    }
}
