package dev.undercurrent.it;

import dev.undercurrent.bundle.LanguageBundle;
import dev.undercurrent.core.tokens.ContextModel;
import dev.undercurrent.core.tokens.KneserNey;
import dev.undercurrent.core.tokens.LogModel;
import dev.undercurrent.core.tokens.LogModelCodec;
import dev.undercurrent.core.tokens.SequenceCalibration;
import dev.undercurrent.core.tokens.TokenHmm;
import dev.undercurrent.core.tokens.Vocabulary;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.logs.SequenceReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Bundles of laws that were counted from some lines, beside a chain whose two phases differ in what they say. */
final class LogBundles {

    private LogBundles() {}

    /** Writes a bundle learnt from lines. */
    static void write(PipelineConfig config, List<String> lines, Path bundle) throws IOException {
        Path file = Files.createTempFile(Stage.directory("log-bundles"), "lines", ".log");
        Files.write(file, lines);
        var reader = new SequenceReader(config);
        List<long[]> read = reader.read(file, n -> {});
        Map<Long, String> texts = reader.texts();
        long[] ids = texts.keySet().stream().mapToLong(Long::longValue).toArray();
        var vocabulary = new Vocabulary(ids, texts.values().toArray(new String[0]));
        List<int[]> tokens = read.stream()
                .map(s -> Arrays.copyOf(
                        Arrays.stream(s).mapToInt(vocabulary::token).toArray(), s.length + 1))
                .toList();
        int v = vocabulary.size();
        var members = List.of(
                new LogModel.Member("3-gram", ContextModel.train(ContextModel.Kind.NGRAM, 3, v, tokens), 0.5),
                new LogModel.Member("kneser-ney", KneserNey.train(2, v, tokens), 0.25),
                new LogModel.Member("hmm", chain(v), 0.25));
        double[] scores = new double[200];
        Arrays.setAll(scores, i -> 1 + i / 50.0);
        var model = new LogModel(vocabulary, members, new SequenceCalibration(scores));
        new LanguageBundle(
                        "counted", "of tests", new LogModelCodec.Stored(model, reader.templates(), tokens.get(0)), "")
                .write(bundle);
    }

    /** One phase says even tokens eight times as often as odd ones, the other the reverse. */
    private static TokenHmm chain(int vocabulary) {
        double[][] emission = new double[2][vocabulary];
        for (int phase = 0; phase < 2; phase++) {
            double sum = 0;
            for (int token = 0; token < vocabulary; token++) {
                emission[phase][token] = token % 2 == phase ? 8 : 1;
                sum += emission[phase][token];
            }
            for (int token = 0; token < vocabulary; token++) {
                emission[phase][token] /= sum;
            }
        }
        return new TokenHmm(new double[] {0.5, 0.5}, new double[][] {{0.75, 0.25}, {0.25, 0.75}}, emission);
    }
}
