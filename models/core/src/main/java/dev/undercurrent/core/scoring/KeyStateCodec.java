package dev.undercurrent.core.scoring;

import dev.undercurrent.core.calibration.Alarm;
import dev.undercurrent.core.calibration.Calibrator;
import dev.undercurrent.core.mixing.Ensemble;
import dev.undercurrent.core.seasonal.Seasons;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import dev.undercurrent.core.state.StateCodec;

/**
 * Bytes of a {@link KeyState} after its header (see {@link KeyStates}). Big-endian; the first part is the same in every
 * lineage, so that a key that starts again under another model loses nothing of it:
 *
 * <pre>
 *   long       seed
 *   int        restarts
 *   long       epoch
 *   long       sequence
 *   long       time of the last event
 *   long       clock
 *   long       touched
 *   byte       1 if values of the last event follow, then double[D]
 *   alarm      see Alarm
 *   waiting    int count, then arrivals
 *
 *   regimes    see RegimeTrack
 *   float[28]  calibrator
 *   float[]    rarity
 *   double[]   runs of equal values
 *   float      band
 *   novelty    see WindowNovelty; nothing where there is none
 *   seasons    see SeasonSearch; nothing where keys look for none
 *   model      by its codec
 * </pre>
 */
final class KeyStateCodec implements StateCodec<KeyState> {

    private final Scorer scorer;
    private final EventScorer events;
    private final SeasonSearch search;
    private final StateCodec<Ensemble.State> model;

    KeyStateCodec(Scorer scorer) {
        this.scorer = scorer;
        this.search = scorer.search();
        this.events = scorer.events();
        this.model = events.model().codec();
    }

    /** Of the seasons that the key has. */
    private StateCodec<Ensemble.State> model(KeyState s) {
        return s.seasons.equals(Seasons.NONE) ? model : search.codec(s);
    }

    /** Hears what was written last. */
    interface Parts {
        void end(String part);
    }

    @Override
    public void write(KeyState s, ByteSink out) {
        write(s, out, part -> {});
    }

    /** @param parts hears the end of each part; the last one is the model */
    void write(KeyState s, ByteSink out, Parts parts) {
        out.writeLong(s.seed);
        out.writeInt(s.restarts);
        out.writeLong(s.epoch);
        out.writeLong(s.sequence);
        out.writeLong(s.last);
        out.writeLong(s.clock);
        out.writeLong(s.touched);
        out.writeByte(s.lastValues == null ? 0 : 1);
        if (s.lastValues != null) {
            out.writeDoubles(s.lastValues);
        }
        parts.end("times and order");
        Alarm.write(s.alarm, out);
        parts.end("alarm and incident");
        ReorderBuffer.write(s.waiting, out);
        parts.end("events that wait for earlier ones");
        s.regimes.write(out);
        parts.end("published regime");
        out.writeFloats(s.calibrator);
        parts.end("calibration of p-values");
        out.writeFloats(s.rarity);
        out.writeDoubles(s.runs);
        out.writeFloat(s.band);
        parts.end("quantiles and runs of the score, band");
        if (s.novelty != null) {
            events.novelty().write(s.novelty, out);
            parts.end("windows remembered for the score");
        }
        if (search != null) {
            search.write(s, out);
            parts.end("search for seasons");
        }
        model(s).write(s.model, out);
    }

    @Override
    public KeyState read(ByteSource in) {
        KeyState s = readCommon(in, scorer.lineage(), scorer.channels());
        s.regimes = RegimeTrack.read(in);
        s.calibrator = in.readFloats(Calibrator.LENGTH);
        s.rarity = in.readFloats(events.rarity().length());
        s.runs = in.readDoubles(events.runs().length());
        s.band = in.readFloat();
        s.novelty = events.novelty() == null ? null : events.novelty().read(in);
        if (search != null) {
            search.read(s, in);
        }
        s.model = model(s).read(in);
        return s;
    }

    /** Reads the first part, of whatever lineage. */
    static KeyState readCommon(ByteSource in, String lineage, int channels) {
        KeyState s = new KeyState(lineage, channels, in.readLong());
        s.restarts = in.readInt();
        s.epoch = in.readLong();
        s.sequence = in.readLong();
        s.last = in.readLong();
        s.clock = in.readLong();
        s.touched = in.readLong();
        s.lastValues = in.readByte() == 0 ? null : in.readDoubles(channels);
        s.alarm = Alarm.read(in);
        s.waiting = ReorderBuffer.read(in, channels);
        return s;
    }

    @Override
    public KeyState copy(KeyState from) {
        KeyState s = new KeyState(from.lineage, from.channels, from.seed);
        s.restarts = from.restarts;
        s.epoch = from.epoch;
        s.sequence = from.sequence;
        s.last = from.last;
        s.clock = from.clock;
        s.touched = from.touched;
        s.lastValues = from.lastValues;
        s.alarm = Alarm.copy(from.alarm);
        s.waiting = ReorderBuffer.copy(from.waiting);
        s.regimes = from.regimes.copy();
        s.calibrator = from.calibrator.clone();
        s.rarity = from.rarity.clone();
        s.runs = from.runs.clone();
        s.before = from.before;
        s.band = from.band;
        s.novelty = from.novelty == null ? null : events.novelty().copy(from.novelty);
        if (search != null) {
            search.copy(from, s);
        }
        s.model = model(s).copy(from.model);
        return s;
    }
}
