package dev.undercurrent.bundle;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undercurrent.core.Token;
import dev.undercurrent.core.math.Kernels;
import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.Tensor;
import dev.undercurrent.core.network.Weights;
import dev.undercurrent.core.tokens.ContextModel;
import dev.undercurrent.core.tokens.Continuation;
import dev.undercurrent.core.tokens.Expected;
import dev.undercurrent.core.tokens.LogModel;
import dev.undercurrent.core.tokens.LogModelCodec;
import dev.undercurrent.core.tokens.Mined;
import dev.undercurrent.core.tokens.MinerSettings;
import dev.undercurrent.core.tokens.SequenceCalibration;
import dev.undercurrent.core.tokens.TemplateMiner;
import dev.undercurrent.core.tokens.TokenHmm;
import dev.undercurrent.core.tokens.TokenNetwork;
import dev.undercurrent.core.tokens.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LanguageBundleTest {

    private static final List<String> LINES = List.of("opened file 1", "read 20 bytes", "closed file 1");

    private final TemplateMiner miner = new TemplateMiner(MinerSettings.standard());

    @TempDir
    private Path directory;

    private static TokenNetwork network() {
        var spec = NetworkSpec.recurrent(NetworkSpec.Kind.LSTM, 3, 1);
        var random = new SplittableRandom(9);
        Map<String, Tensor> tensors = new HashMap<>();
        TokenNetwork.shapes(spec, 2, 5).forEach((name, shape) -> {
            float[] values = new float[Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) random.nextDouble(-1, 1);
            }
            tensors.put(name, new Tensor(shape, values));
        });
        return new TokenNetwork(spec, 2, 5, new Weights(tensors), 0.01, null, Kernels.plain());
    }

    private LanguageBundle bundle() {
        TemplateMiner.State templates = miner.start("trained");
        long[] ids = LINES.stream()
                .mapToLong(line -> miner.mine(templates, line).template())
                .toArray();
        String[] texts = {templates.text(0), templates.text(1), templates.text(2)};
        var vocabulary = new Vocabulary(ids, texts);
        List<int[]> pieces = List.of(new int[] {2, 3, 3, 4, 0}, new int[] {2, 3, 4, 0}, new int[] {2, 4, 0});
        var law = ContextModel.train(ContextModel.Kind.NGRAM, 3, 5, pieces);
        var bag = ContextModel.train(ContextModel.Kind.BAG, 2, 5, pieces);
        var hmm = new TokenHmm(new double[] {0.5, 0.5}, new double[][] {{0.9, 0.1}, {0.2, 0.8}}, new double[][] {
            {0.1, 0.1, 0.4, 0.2, 0.2}, {0.2, 0.1, 0.1, 0.3, 0.3}
        });
        var model = new LogModel(
                vocabulary,
                List.of(
                        new LogModel.Member("3-gram", law, 0.5),
                        new LogModel.Member("bag", bag, 0.3),
                        new LogModel.Member("hmm", hmm, 0.1),
                        new LogModel.Member("lstm", network(), 0.1)),
                new SequenceCalibration(new double[] {1, 2, 3}));
        return new LanguageBundle(
                "files",
                "three sequences",
                new LogModelCodec.Stored(model, templates, new int[] {2, 3, 1, 4, 0}),
                "<html></html>");
    }

    @Test
    @DisplayName("what was written is read: the same laws bit for bit, the same templates, equal bytes again")
    void roundTrip() throws IOException {
        LanguageBundle written = bundle();
        Path file = directory.resolve("a.zip");
        written.write(file);
        LanguageBundle read = LanguageBundle.read(file);
        assertThat(read.id()).isEqualTo(written.id());
        assertThat(read.description()).isEqualTo("three sequences");
        read.write(directory.resolve("b.zip"));
        assertThat(directory.resolve("b.zip")).hasSameBinaryContentAs(file);
        Object[] a = written.model().mixture().start();
        Object[] b = read.model().mixture().start();
        var random = new SplittableRandom(1);
        for (int t = 0; t < 100; t++) {
            var x = new Token(t, random.nextInt(5));
            assertThat(read.model().mixture().step(b, x))
                    .isEqualTo(written.model().mixture().step(a, x));
        }
        assertThat(read.model().calibration().pValue(2.5)).isEqualTo(0.5);
    }

    @Test
    @DisplayName(
            "a source that starts with the bundle's templates names its lines as the model does, new ones by its own name")
    void templates() throws IOException {
        Path file = directory.resolve("a.zip");
        bundle().write(file);
        LanguageBundle read = LanguageBundle.read(file);
        TemplateMiner.State source = miner.start("elsewhere", read.templates());
        Mined known = miner.mine(source, "read 77 bytes");
        assertThat(read.model().vocabulary().token(known.template())).isEqualTo(3);
        assertThat(known.fresh()).isFalse();
        Mined fresh = miner.mine(source, "something else happened");
        assertThat(fresh.fresh()).isTrue();
        assertThat(read.model().vocabulary().token(fresh.template())).isEqualTo(Vocabulary.NOVEL_TOKEN);
        assertThat(read.templates().size()).isEqualTo(3);
    }

    @Test
    @DisplayName(
            "continuations are ordered laws that sum to one, and draws that end with the end and repeat by their seed")
    void continuations() {
        var continuation = new Continuation(bundle().model(), new int[] {2});
        List<Expected> next = continuation.next(5);
        assertThat(next.stream().mapToDouble(Expected::probability).sum())
                .isCloseTo(1, org.assertj.core.api.Assertions.within(1e-9));
        assertThat(next).isSortedAccordingTo((x, y) -> Double.compare(y.probability(), x.probability()));
        int[] drawn = continuation.sample(500, new SplittableRandom(2));
        assertThat(drawn[drawn.length - 1]).isEqualTo(Vocabulary.END_TOKEN);
        assertThat(continuation.sample(500, new SplittableRandom(2))).isEqualTo(drawn);
    }

    @Test
    @DisplayName(
            "any flipped byte of the model and any cut is refused, and no other failure than BundleException comes out")
    void damaged() throws IOException {
        Path file = directory.resolve("a.zip");
        bundle().write(file);
        byte[] bytes = Files.readAllBytes(file);
        byte[] model = LogModelCodec.write(bundle().stored());
        int from = new String(bytes, ISO_8859_1).indexOf(new String(model, ISO_8859_1));
        assertThat(from).isPositive();
        var random = new SplittableRandom(3);
        Path bad = directory.resolve("bad.zip");
        for (int n = 0; n < 200; n++) {
            byte[] damaged = n % 2 == 0 ? bytes.clone() : Arrays.copyOf(bytes, random.nextInt(bytes.length * 3 / 4));
            if (n % 2 == 0) {
                damaged[from + random.nextInt(model.length)] ^= 0x55;
            }
            Files.write(bad, damaged);
            assertThatThrownBy(() -> LanguageBundle.read(bad)).isInstanceOf(BundleException.class);
        }
    }

    @Test
    @DisplayName("whatever bytes are read as a model, the codec refuses them with words or reads a model")
    void codecIsSafe() {
        byte[] bytes = LogModelCodec.write(bundle().stored());
        var random = new SplittableRandom(4);
        for (int n = 0; n < 400; n++) {
            byte[] damaged = bytes.clone();
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            try {
                LogModelCodec.read(damaged);
            } catch (IllegalStateException | IllegalArgumentException expected) {
                assertThat(expected.getMessage()).isNotEmpty();
            }
        }
    }
}
