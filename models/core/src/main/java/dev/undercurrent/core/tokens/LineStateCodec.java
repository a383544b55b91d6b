package dev.undercurrent.core.tokens;

import dev.undercurrent.core.Verdict;
import dev.undercurrent.core.calibration.Alarm;
import dev.undercurrent.core.calibration.Calibrator;
import dev.undercurrent.core.scoring.RegimeTrack;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import dev.undercurrent.core.state.StateCodec;

/**
 * Bytes of a key's state, big-endian.
 *
 * <pre>
 * byte    version, 2
 * long    seed, epoch, last, lines, fresh
 * double  sum, max, least, weight
 * regime  ({@link RegimeTrack#write})
 * alarm   ({@link Alarm#write})
 * float[] calibrator, rarity
 * byte    1 where the key learns a law for itself, then
 *   int     number of its templates, of each long id and string text
 *   state   ({@link AdaptiveNgram#codec})
 * byte    1 where there are trained laws, then
 *   long    lineage of the model
 *   int     length of what follows
 *   states  of its members
 * </pre>
 *
 * <p>A state of other trained laws than those of the scorer is read without them: they and the regimes start anew.
 */
final class LineStateCodec implements StateCodec<LineScorer.State> {

    /** Had int regime and double its posterior, not when it began nor what leads. */
    private static final int WITHOUT_TRACK = 1;

    private static final int VERSION = 2;

    private final LineScorer scorer;

    LineStateCodec(LineScorer scorer) {
        this.scorer = scorer;
    }

    @Override
    public void write(LineScorer.State s, ByteSink out) {
        out.writeByte(VERSION);
        out.writeLong(s.seed);
        out.writeLong(s.epoch);
        out.writeLong(s.last);
        out.writeLong(s.lines);
        out.writeLong(s.fresh);
        out.writeDouble(s.sum);
        out.writeDouble(s.max);
        out.writeDouble(s.least);
        out.writeDouble(s.weight);
        s.regimes.write(out);
        Alarm.write(s.alarm, out);
        out.writeFloats(s.calibrator);
        out.writeFloats(s.rarity);
        out.writeByte(s.own == null ? 0 : 1);
        if (s.own != null) {
            out.writeInt(s.local.size());
            for (int i = 0; i < s.local.size(); i++) {
                out.writeLong(s.local.id(i));
                out.writeString(s.local.text(i));
            }
            scorer.own().codec().write(s.own, out);
        }
        out.writeByte(s.trained == null ? 0 : 1);
        if (s.trained != null) {
            var states = new ByteSink(256);
            scorer.model().mixture().codec().write(s.trained, states);
            out.writeLong(scorer.model().lineage());
            out.writeInt(states.size());
            out.writeBytes(states.array(), states.size());
        }
    }

    @Override
    public LineScorer.State read(ByteSource in) {
        int version = in.readByte();
        if (version != VERSION && version != WITHOUT_TRACK) {
            throw new IllegalStateException(
                    "state of a log's key has version " + version + "; allowed: " + WITHOUT_TRACK + " and " + VERSION);
        }
        LineScorer.State s = scorer.begin(in.readLong());
        s.epoch = in.readLong();
        s.last = in.readLong();
        s.lines = in.readLong();
        s.fresh = in.readLong();
        s.sum = in.readDouble();
        s.max = in.readDouble();
        s.least = in.readDouble();
        double weight = in.readDouble();
        s.regimes = version == VERSION ? RegimeTrack.read(in) : regimesWithoutTrack(in, s.last);
        s.alarm = Alarm.read(in);
        s.calibrator = in.readFloats(Calibrator.LENGTH);
        s.rarity = in.readFloats(LineRarity.LENGTH);
        boolean adapted = in.readByte() == 1;
        if (adapted) {
            own(s, in);
        }
        boolean trained = in.readByte() == 1;
        if (trained) {
            trained(s, in);
        }
        if (adapted == (scorer.own() != null) && trained == scorer.model().trained()) {
            s.weight = weight;
        }
        return s;
    }

    /** The regime that was named goes on; that it began with the last line is the best that is known. */
    private static RegimeTrack regimesWithoutTrack(ByteSource in, long last) {
        int regime = in.readInt();
        double probability = in.readDouble();
        var regimes = new RegimeTrack();
        if (regime != Verdict.NO_REGIME) {
            regimes.update(regime, probability, last);
        }
        return regimes;
    }

    private void own(LineScorer.State s, ByteSource in) {
        if (scorer.own() == null) {
            throw new IllegalStateException(
                    "state of a log's key has a law of its own; allowed: none, since adaptation is 0");
        }
        int n = in.readCount("templates", 0, 4096);
        for (int i = 0; i < n; i++) {
            long id = in.readLong();
            s.local.add(
                    id, in.readString(4 * LocalTemplates.TEXT), scorer.model().vocabulary());
        }
        s.own = scorer.own().codec().read(in);
    }

    private void trained(LineScorer.State s, ByteSource in) {
        long lineage = in.readLong();
        ByteSource states = in.slice(in.readInt());
        if (scorer.model().trained() && scorer.model().lineage() == lineage) {
            s.trained = scorer.model().mixture().codec().read(states);
        } else {
            s.regimes = new RegimeTrack();
        }
    }

    @Override
    public LineScorer.State copy(LineScorer.State s) {
        var out = new ByteSink(512);
        write(s, out);
        return read(new ByteSource(out.toBytes()));
    }
}
