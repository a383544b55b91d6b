package dev.undercurrent.core.scoring;

import dev.undercurrent.core.attention.MemorySettings;
import dev.undercurrent.core.calibration.AlarmSettings;
import dev.undercurrent.core.seasonal.Seasons;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import java.util.ArrayList;
import java.util.List;

/**
 * {@link ScorerSettings} as bytes, big-endian: version, then the components in the order of their declaration; of what was
 * trained all but its weights.
 *
 * <p>Version 1 ends with the levels: there were no seasons and no members beside the hidden Markov model. Version 2 has no
 * windows, no window memory and no trained chain. Version 3 has these: of a window memory its length, 0 = none. Version 4
 * ends with the events after which keys look for seasons. Version 5
 * goes on with the networks that are experts: byte how many, then each. The latest two are written where they say something
 * only, so that what else is described keeps its id.
 */
final class SettingsCodec {

    private static final int VERSION = 5;

    private SettingsCodec() {}

    static void write(ScorerSettings of, ByteSink out) {
        boolean experts = !of.experts().isEmpty();
        out.writeByte(experts ? VERSION : of.detect() > 0 ? VERSION - 1 : VERSION - 2);
        out.writeByte(of.emission().code);
        out.writeInt(of.regimes());
        out.writeInt(of.order());
        out.writeDouble(of.degreesOfFreedom());
        out.writeDouble(of.dwell());
        out.writeDouble(of.memory());
        out.writeLong(of.lateness());
        out.writeInt(of.reorderCapacity());
        out.writeLong(of.expire());
        out.writeLong(of.interval());
        out.writeInt(of.maxGap());
        out.writeByte(of.dropDuplicates() ? 1 : 0);
        out.writeDouble(of.alarm().budget());
        out.writeLong(of.alarm().period());
        out.writeInt(of.alarm().warmUp());
        out.writeInt(of.alarm().refractory());
        out.writeInt(of.alarm().hold());
        out.writeInt(of.alarm().freeze());
        out.writeDouble(of.band());
        out.writeInt(of.horizon());
        out.writeInt(of.forecastEvery());
        out.writeInt(of.levels().length);
        out.writeDoubles(of.levels());
        out.writeInt(of.seasons().season());
        out.writeInt(of.seasons().longer());
        out.writeByte(of.seasonal() ? 1 : 0);
        out.writeByte(of.network() == null ? 0 : 1);
        if (of.network() != null) {
            of.network().write(out);
        }
        out.writeInt(of.windows());
        out.writeByte(of.chain() == null ? 0 : 1);
        if (of.chain() != null) {
            of.chain().write(out);
        }
        out.writeInt(of.past() == null ? 0 : of.past().windows());
        if (of.detect() > 0 || experts) {
            out.writeInt(of.detect());
        }
        if (experts) {
            out.writeByte(of.experts().size());
            for (TrainedNetwork expert : of.experts()) {
                expert.write(out);
            }
        }
    }

    /** Reads what {@link #write} wrote. */
    static ScorerSettings read(ByteSource in) {
        int version = in.readByte();
        return switch (version) {
            case 1 -> readVersion1(in);
            case 2 -> readVersion2(in);
            case 3 -> readVersion3(in);
            case 4 -> readVersion4(in);
            case VERSION -> readVersion4(in).withExperts(readExperts(in));
            default ->
                throw new IllegalStateException(
                        "version of scorer settings is " + version + "; readable: 1 to " + VERSION);
        };
    }

    private static List<TrainedNetwork> readExperts(ByteSource in) {
        List<TrainedNetwork> experts = new ArrayList<>();
        for (int left = in.readByte(); left > 0; left--) {
            experts.add(TrainedNetwork.read(in));
        }
        return experts;
    }

    private static ScorerSettings readVersion4(ByteSource in) {
        return readVersion3(in).withDetection(in.readInt());
    }

    private static ScorerSettings readVersion3(ByteSource in) {
        ScorerSettings members =
                readVersion2(in).withWindows(in.readInt()).withChain(in.readByte() == 0 ? null : TrainedChain.read(in));
        int past = in.readInt();
        return past == 0 ? members : members.withMemory(new MemorySettings(past));
    }

    private static ScorerSettings readVersion2(ByteSource in) {
        ScorerSettings chain = readVersion1(in);
        return chain.withMembers(
                new Seasons(in.readInt(), in.readInt()),
                in.readByte() != 0,
                in.readByte() == 0 ? null : TrainedNetwork.read(in));
    }

    private static ScorerSettings readVersion1(ByteSource in) {
        return new ScorerSettings(
                ScorerSettings.Emission.of(in.readByte()),
                in.readInt(),
                in.readInt(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readLong(),
                in.readInt(),
                in.readLong(),
                in.readLong(),
                in.readInt(),
                in.readByte() != 0,
                new AlarmSettings(
                        in.readDouble(), in.readLong(), in.readInt(), in.readInt(), in.readInt(), in.readInt()),
                in.readDouble(),
                in.readInt(),
                in.readInt(),
                in.readDoubles(in.readCount("quantile levels", 0, 1000)),
                Seasons.NONE,
                false,
                null,
                null,
                0,
                null,
                List.of(),
                0);
    }
}
