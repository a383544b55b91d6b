package dev.undercurrent.jobs.trainer;

import dev.undercurrent.bundle.LanguageBundle;
import dev.undercurrent.bundle.card.Card;
import dev.undercurrent.bundle.card.Section;
import dev.undercurrent.core.SequenceModel;
import dev.undercurrent.core.tokens.Continuation;
import dev.undercurrent.core.tokens.LogModel;
import dev.undercurrent.core.tokens.LogModelCodec;
import dev.undercurrent.core.tokens.Vocabulary;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.logs.SequenceReader;
import dev.undercurrent.training.logs.HmmLaw;
import dev.undercurrent.training.logs.LawTrainer;
import dev.undercurrent.training.logs.LogCorpus;
import dev.undercurrent.training.logs.LogTraining;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/** Trains the laws of a log and makes their bundle. */
final class LogJob {

    private static final int STATES = 8;
    private static final int ITERATIONS = 25;
    private static final int GOLDEN = 256;
    private static final int SAMPLES = 3;
    private static final int SAMPLE_LENGTH = 40;
    private static final int TOP = 3;

    private final PipelineConfig config;
    private final Bar bar;

    LogJob(PipelineConfig config, Bar bar) {
        this.config = config;
        this.bar = bar;
    }

    /**
     * @param more learnt beside the laws by counts and the chain
     */
    LanguageBundle run(Path data, String name, long seed, List<LawTrainer> more) throws IOException {
        var lines = new SequenceReader(config);
        LogCorpus corpus =
                corpus(lines.read(data, n -> bar.show(0, String.format(Locale.ROOT, "%,d lines read", n), -1)), lines);
        bar.say(
                "Read %,d lines of %,d templates in %,d %s; %,d invalid.",
                lines.lines(),
                corpus.vocabulary().size() - Vocabulary.FIRST,
                corpus.sequences().size(),
                corpus.ends() ? "sequences" : "endless streams",
                lines.invalid());
        List<LawTrainer> trainers = new ArrayList<>(LogTraining.counting());
        trainers.add(new HmmLaw(STATES, ITERATIONS, seed));
        trainers.addAll(more);
        LogTraining.Result result =
                new LogTraining(trainers.stream().map(this::shown).toList()).train(corpus);
        LogModel model = result.model();
        for (int m = 0; m < model.members().size(); m++) {
            bar.say(
                    "  %-11s perplexity %8.3f held out, weight %.3f",
                    model.members().get(m).name(),
                    Math.exp(result.nats()[m]),
                    model.members().get(m).weight());
        }
        bar.say("  %-11s perplexity %8.3f held out", "together", Math.exp(result.mixture()));
        String description = String.format(
                Locale.ROOT,
                "%s: %,d lines, %,d sequences, %,d templates; perplexity %.3f held out",
                data.toAbsolutePath().normalize().getFileName(),
                lines.lines(),
                corpus.sequences().size(),
                corpus.vocabulary().size() - Vocabulary.FIRST,
                Math.exp(result.mixture()));
        int[] first = corpus.pieces().get(0);
        var stored = new LogModelCodec.Stored(
                model, lines.templates(), Arrays.copyOf(first, Math.min(GOLDEN, first.length)));
        return new LanguageBundle(name, description, stored, card(name, description, result, seed));
    }

    private static LogCorpus corpus(List<long[]> sequences, SequenceReader lines) {
        Map<Long, String> texts = lines.texts();
        long[] ids = texts.keySet().stream().mapToLong(Long::longValue).toArray();
        var vocabulary = new Vocabulary(ids, texts.values().toArray(new String[0]));
        List<int[]> tokens = sequences.stream()
                .map(s -> Arrays.stream(s).mapToInt(vocabulary::token).toArray())
                .toList();
        return new LogCorpus(vocabulary, tokens, lines.ends());
    }

    /** The same, told while it learns: once per fold, then from all. */
    private LawTrainer shown(LawTrainer trainer) {
        return new LawTrainer() {
            @Override
            public String name() {
                return trainer.name();
            }

            @Override
            public SequenceModel<?> train(int vocabulary, List<int[]> pieces) {
                bar.show(0, "learning " + trainer.name() + " of " + pieces.size() + " sequences", -1);
                return trainer.train(vocabulary, pieces);
            }
        };
    }

    private static String card(String name, String description, LogTraining.Result result, long seed) {
        LogModel model = result.model();
        List<Card.Fact> facts = new ArrayList<>();
        facts.add(new Card.Fact("kind", "laws of the next template of a log's lines"));
        facts.add(new Card.Fact("tokens learnt from", String.format(Locale.ROOT, "%,d", result.tokens())));
        var random = new SplittableRandom(seed);
        var begin = new Continuation(model, new int[0]);
        for (int i = 1; i <= SAMPLES; i++) {
            StringBuilder text = new StringBuilder();
            for (int token : begin.sample(SAMPLE_LENGTH, random)) {
                text.append(text.length() == 0 ? "" : " → ")
                        .append(model.vocabulary().text(token));
            }
            facts.add(new Card.Fact("sample " + i, text.toString()));
        }
        begin.next(TOP)
                .forEach(e -> facts.add(new Card.Fact(
                        "begins with", String.format(Locale.ROOT, "%.3f  %s", e.probability(), e.text()))));
        List<Section.Figures.Result> figures = new ArrayList<>();
        for (int m = 0; m < model.members().size(); m++) {
            figures.add(new Section.Figures.Result(
                    model.members().get(m).name(), "perplexity, held out", Math.exp(result.nats()[m])));
            figures.add(new Section.Figures.Result(
                    model.members().get(m).name(),
                    "weight",
                    model.members().get(m).weight()));
        }
        figures.add(new Section.Figures.Result("together", "perplexity, held out", Math.exp(result.mixture())));
        return new Card(name, description, facts, List.of(new Section.Figures(figures))).html();
    }
}
