package dev.undercurrent.core.tokens;

import dev.undercurrent.core.SequenceModel;
import dev.undercurrent.core.Token;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import java.util.ArrayList;
import java.util.List;

/**
 * Bytes of a trained model of a log, big-endian.
 *
 * <pre>
 * byte    version, 1
 * int     number of templates in the vocabulary, of each long id and string text
 * templates ({@link TemplateCodec})
 * int     number of laws, of each
 *   string  name
 *   double  weight
 *   byte    0 counts of contexts: byte kind, byte order, int contexts n, int tokens m, long[n], int[n + 1], int[m], int[m]
 *           1 hidden Markov model: int K, double[K], double[K][K], double[K][V]
 *           2 network ({@link TokenNetworkCodec})
 *           3 Kneser-Ney: byte order, double[order][3] discounts, then as counts of contexts from n on
 * int     number of scores of healthy sequences, 0 where sequences have no ends; double[] scores
 * int     number of golden tokens; int[] tokens, double[] their surprisals, nats
 * </pre>
 */
public final class LogModelCodec {

    private static final int VERSION = 1;
    private static final int COUNTS = 0;
    private static final int HMM = 1;
    private static final int NETWORK = 2;
    private static final int KNESER_NEY = 3;
    private static final int MOST = 1 << 26;
    private static final int TEXT = 1 << 20;
    private static final double TOLERANCE = 1e-9;

    private LogModelCodec() {}

    /**
     * What is stored together.
     *
     * @param model the laws
     * @param templates of the lines that were learnt from: a source that starts with them names its templates as the model does
     * @param golden tokens whose surprisals are stored along
     */
    @SuppressWarnings("ArrayRecordComponent") // identity is enough: nobody compares them
    public record Stored(LogModel model, TemplateMiner.State templates, int[] golden) {}

    /** Writes a model. */
    public static byte[] write(Stored stored) {
        int[] golden = stored.golden();
        var out = new ByteSink(1 << 16);
        LogModel model = stored.model();
        out.writeByte(VERSION);
        Vocabulary vocabulary = model.vocabulary();
        out.writeInt(vocabulary.size() - Vocabulary.FIRST);
        for (int v = Vocabulary.FIRST; v < vocabulary.size(); v++) {
            out.writeLong(vocabulary.template(v));
            out.writeString(vocabulary.text(v));
        }
        new TemplateCodec(MinerSettings.standard()).write(stored.templates(), out);
        out.writeInt(model.members().size());
        for (LogModel.Member member : model.members()) {
            out.writeString(member.name());
            out.writeDouble(member.weight());
            law(member.model(), out);
        }
        double[] scores = model.calibration() == null
                ? new double[0]
                : model.calibration().scores();
        out.writeInt(scores.length);
        out.writeDoubles(scores);
        out.writeInt(golden.length);
        out.writeInts(golden);
        out.writeDoubles(surprisals(model, golden));
        return out.toBytes();
    }

    private static void law(SequenceModel<?> law, ByteSink out) {
        if (law instanceof ContextModel context) {
            out.writeByte(COUNTS);
            out.writeByte(context.kind().code());
            out.writeByte(context.order());
            counts(context.counts(), out);
        } else if (law instanceof KneserNey smoothed) {
            out.writeByte(KNESER_NEY);
            out.writeByte(smoothed.order());
            for (double[] discounts : smoothed.discounts()) {
                out.writeDoubles(discounts);
            }
            counts(smoothed.counts(), out);
        } else if (law instanceof TokenHmm hmm) {
            out.writeByte(HMM);
            out.writeInt(hmm.count());
            out.writeDoubles(hmm.initial());
            for (double[] row : hmm.transition()) {
                out.writeDoubles(row);
            }
            for (double[] row : hmm.emission()) {
                out.writeDoubles(row);
            }
        } else if (law instanceof TokenNetwork network) {
            out.writeByte(NETWORK);
            TokenNetworkCodec.write(network, out);
        } else {
            throw new IllegalArgumentException("no format for " + law.getClass().getName());
        }
    }

    private static void counts(ContextCounts counts, ByteSink out) {
        out.writeInt(counts.contexts().length);
        out.writeInt(counts.tokens().length);
        for (long hash : counts.contexts()) {
            out.writeLong(hash);
        }
        out.writeInts(counts.offsets());
        out.writeInts(counts.tokens());
        out.writeInts(counts.counts());
    }

    /**
     * Reads what {@link #write} wrote, and checks that it gives the golden surprisals.
     *
     * @throws IllegalStateException if the bytes are not of this format, or the model does not give what it should
     */
    public static Stored read(byte[] bytes) {
        var in = new ByteSource(bytes);
        int version = in.readByte();
        if (version != VERSION) {
            throw new IllegalStateException("model of a log has version " + version + "; allowed: " + VERSION);
        }
        int n = count(in, "templates", 12);
        long[] ids = new long[n];
        String[] texts = new String[n];
        for (int i = 0; i < n; i++) {
            ids[i] = in.readLong();
            texts[i] = in.readString(TEXT);
        }
        var vocabulary = new Vocabulary(ids, texts);
        TemplateMiner.State templates = new TemplateCodec(MinerSettings.standard()).read(in);
        List<LogModel.Member> members = new ArrayList<>();
        int laws = in.readCount("laws", 1, 64);
        for (int m = 0; m < laws; m++) {
            String name = in.readString(1024);
            double weight = in.readDouble();
            members.add(new LogModel.Member(name, law(in, vocabulary.size()), weight));
        }
        double[] scores = in.readDoubles(count(in, "scores", 8));
        var model = new LogModel(vocabulary, members, scores.length == 0 ? null : new SequenceCalibration(scores));
        int golden = count(in, "golden tokens", 12);
        int[] tokens = in.readInts(golden);
        check(model, tokens, in.readDoubles(golden));
        if (in.remaining() > 0) {
            throw new IllegalStateException(in.remaining() + " bytes after the model's end; allowed: none");
        }
        return new Stored(model, templates, tokens);
    }

    /** A count of things of at least so many bytes each, all of which must still be there. */
    private static int count(ByteSource in, String what, int bytes) {
        return in.readCount(what, 0, Math.min(MOST, (in.remaining() - Integer.BYTES) / bytes));
    }

    private static SequenceModel<?> law(ByteSource in, int vocabulary) {
        int kind = in.readByte();
        if (kind == COUNTS) {
            ContextModel.Kind context = ContextModel.Kind.of(in.readByte());
            int order = in.readByte();
            return new ContextModel(context, order, vocabulary, counts(in));
        }
        if (kind == KNESER_NEY) {
            double[][] discounts = new double[in.readByte()][];
            for (int k = 0; k < discounts.length; k++) {
                discounts[k] = in.readDoubles(3);
            }
            return new KneserNey(discounts.length, vocabulary, counts(in), discounts);
        }
        if (kind == HMM) {
            int k = in.readCount("states", 1, 4096);
            double[] initial = in.readDoubles(k);
            double[][] transition = new double[k][];
            double[][] emission = new double[k][];
            for (int i = 0; i < k; i++) {
                transition[i] = in.readDoubles(k);
            }
            for (int i = 0; i < k; i++) {
                emission[i] = in.readDoubles(vocabulary);
            }
            return new TokenHmm(initial, transition, emission);
        }
        if (kind == NETWORK) {
            return TokenNetworkCodec.read(in, vocabulary);
        }
        throw new IllegalStateException("kind of law is " + kind
                + "; allowed: 0 (counts), 1 (hidden Markov model), 2 (network), 3" + " (Kneser-Ney)");
    }

    private static ContextCounts counts(ByteSource in) {
        int n = in.readCount("contexts", 0, in.remaining() / 12);
        int m = in.readCount("tokens of contexts", 0, in.remaining() / 8);
        long[] hashes = new long[n];
        for (int i = 0; i < n; i++) {
            hashes[i] = in.readLong();
        }
        return new ContextCounts(hashes, in.readInts(n + 1), in.readInts(m), in.readInts(m));
    }

    private static double[] surprisals(LogModel model, int[] tokens) {
        double[] surprisals = new double[tokens.length];
        Object[] state = model.mixture().start();
        for (int t = 0; t < tokens.length; t++) {
            surprisals[t] = model.mixture().step(state, new Token(t, tokens[t]));
        }
        return surprisals;
    }

    private static void check(LogModel model, int[] tokens, double[] expected) {
        for (int token : tokens) {
            if (token < 0 || token >= model.vocabulary().size()) {
                throw new IllegalStateException("golden token is " + token + "; allowed: 0 to "
                        + (model.vocabulary().size() - 1));
            }
        }
        double[] found = surprisals(model, tokens);
        for (int t = 0; t < tokens.length; t++) {
            if (!(Math.abs(found[t] - expected[t]) <= TOLERANCE)) {
                throw new IllegalStateException("surprisal of golden token " + t + " is " + found[t] + "; allowed: "
                        + expected[t] + " within " + TOLERANCE);
            }
        }
    }
}
