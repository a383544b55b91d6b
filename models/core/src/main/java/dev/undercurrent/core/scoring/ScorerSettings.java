package dev.undercurrent.core.scoring;

import dev.undercurrent.core.ModelId;
import dev.undercurrent.core.calibration.AlarmSettings;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * What a {@link Scorer} is made from, apart from the number of channels. All times in microseconds.
 *
 * @param emission law of each regime
 * @param regimes K in 1..32
 * @param order p of autoregressive emissions, 1..8
 * @param degreesOfFreedom ν > 2; +∞ for Gaussian emissions
 * @param dwell expected events that a regime lasts, > 1
 * @param memory events that learning remembers, > 1
 * @param lateness how long an event may come after a later one, ≥ 0
 * @param reorderCapacity arrivals of one key that may wait, 1..65,536
 * @param expire gap that starts the key again, > 0
 * @param interval declared spacing of events, whose gaps are stepped as missing; 0 = none
 * @param maxGap steps of a gap beyond which the key starts again, ≥ 1
 * @param dropDuplicates whether an event that repeats time and values is dropped
 * @param alarm incident rules
 * @param band wanted coverage of the one-step band, in (0, 1)
 * @param horizon steps of a forecast; 0 = none
 * @param forecastEvery events between two forecasts, ≥ 1
 * @param levels quantile levels of forecasts, ascending in (0, 1)
 */
public record ScorerSettings(
        Emission emission,
        int regimes,
        int order,
        double degreesOfFreedom,
        double dwell,
        double memory,
        long lateness,
        int reorderCapacity,
        long expire,
        long interval,
        int maxGap,
        boolean dropDuplicates,
        AlarmSettings alarm,
        double band,
        int horizon,
        int forecastEvery,
        double[] levels)
        implements java.io.Serializable {

    private static final int VERSION = 1;

    /** Law of a regime. */
    public enum Emission {
        GAUSSIAN(0),
        STUDENT_T(1),
        AUTOREGRESSIVE(2);

        private final int code;

        Emission(int code) {
            this.code = code;
        }

        static Emission of(int code) {
            for (Emission e : values()) {
                if (e.code == code) {
                    return e;
                }
            }
            throw new IllegalStateException("emission code is " + code + "; readable: 0 to 2");
        }
    }

    public ScorerSettings {
        require(regimes >= 1 && regimes <= 32, "regimes", regimes, "1 to 32");
        require(order >= 1 && order <= 8, "order", order, "1 to 8");
        require(degreesOfFreedom > 2, "degrees of freedom", degreesOfFreedom, "more than 2");
        require(dwell > 1, "dwell", dwell, "more than 1");
        require(memory > 1, "memory", memory, "more than 1");
        require(lateness >= 0, "lateness", lateness, "0 or more");
        require(
                reorderCapacity >= 1 && reorderCapacity <= ReorderBuffer.LARGEST,
                "reorder capacity",
                reorderCapacity,
                "1 to " + ReorderBuffer.LARGEST);
        require(expire > 0, "expire", expire, "more than 0");
        require(interval >= 0, "interval", interval, "0 or more");
        require(maxGap >= 1, "max gap", maxGap, "1 or more");
        require(horizon >= 0 && horizon <= 1000, "horizon", horizon, "0 to 1000");
        require(forecastEvery >= 1, "forecast every", forecastEvery, "1 or more");
        double before = 0;
        for (double level : levels) {
            require(level > before && level < 1, "quantile level", level, "ascending in (0, 1)");
            before = level;
        }
    }

    private static void require(boolean holds, String what, Number found, String allowed) {
        if (!holds) {
            throw new IllegalArgumentException(what + " is " + found + "; allowed: " + allowed);
        }
    }

    /** Student-t HMM with four regimes, no lateness, one incident per week, no forecasts. */
    public static ScorerSettings standard() {
        long day = 86_400_000_000L;
        return new ScorerSettings(
                Emission.STUDENT_T,
                4,
                1,
                4,
                50,
                500,
                0,
                256,
                7 * day,
                0,
                1000,
                false,
                new AlarmSettings(1, 7 * day, 64, 150, 8, 64),
                0.95,
                0,
                12,
                new double[] {0.1, 0.5, 0.9});
    }

    /** The same with forecasts of the given horizon and period. */
    public ScorerSettings withForecast(int steps, int every) {
        return new ScorerSettings(
                emission,
                regimes,
                order,
                degreesOfFreedom,
                dwell,
                memory,
                lateness,
                reorderCapacity,
                expire,
                interval,
                maxGap,
                dropDuplicates,
                alarm,
                band,
                steps,
                every,
                levels);
    }

    /** The same with another model. */
    public ScorerSettings withModel(Emission law, int k) {
        return new ScorerSettings(
                law,
                k,
                order,
                degreesOfFreedom,
                dwell,
                memory,
                lateness,
                reorderCapacity,
                expire,
                interval,
                maxGap,
                dropDuplicates,
                alarm,
                band,
                horizon,
                forecastEvery,
                levels);
    }

    /** The same with an ordering buffer. */
    public ScorerSettings withLateness(long micros, int capacity) {
        return new ScorerSettings(
                emission,
                regimes,
                order,
                degreesOfFreedom,
                dwell,
                memory,
                micros,
                capacity,
                expire,
                interval,
                maxGap,
                dropDuplicates,
                alarm,
                band,
                horizon,
                forecastEvery,
                levels);
    }

    /** The same with other rules for gaps and duplicates. */
    public ScorerSettings withGaps(long spacing, int steps, long expiry, boolean drop) {
        return new ScorerSettings(
                emission,
                regimes,
                order,
                degreesOfFreedom,
                dwell,
                memory,
                lateness,
                reorderCapacity,
                expiry,
                spacing,
                steps,
                drop,
                alarm,
                band,
                horizon,
                forecastEvery,
                levels);
    }

    /**
     * What the layout of a state descends from: states move between scorers of equal lineage only. Thresholds, budgets and
     * quantiles are not part of it, so that changing them loses nothing.
     */
    public String lineage() {
        return "hmm/1/" + emission.name().toLowerCase(Locale.ROOT) + "/" + regimes
                + (emission == Emission.AUTOREGRESSIVE ? "/" + order : "")
                + (emission == Emission.GAUSSIAN ? "" : "/nu" + degreesOfFreedom);
    }

    /** Name and content hash of what these settings describe: equal ids give equal verdicts on equal arrivals. */
    public ModelId modelId() {
        var bytes = new ByteSink(256);
        write(bytes);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes.toBytes());
            String name = emission == Emission.AUTOREGRESSIVE ? "ar-hmm" : "hmm";
            return new ModelId(name, HexFormat.of().formatHex(hash, 0, 8), lineage());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Bytes, big-endian: version 1, then the components in the order of their declaration. */
    public void write(ByteSink out) {
        out.writeByte(VERSION);
        out.writeByte(emission.code);
        out.writeInt(regimes);
        out.writeInt(order);
        out.writeDouble(degreesOfFreedom);
        out.writeDouble(dwell);
        out.writeDouble(memory);
        out.writeLong(lateness);
        out.writeInt(reorderCapacity);
        out.writeLong(expire);
        out.writeLong(interval);
        out.writeInt(maxGap);
        out.writeByte(dropDuplicates ? 1 : 0);
        out.writeDouble(alarm.budget());
        out.writeLong(alarm.period());
        out.writeInt(alarm.warmUp());
        out.writeInt(alarm.refractory());
        out.writeInt(alarm.hold());
        out.writeInt(alarm.freeze());
        out.writeDouble(band);
        out.writeInt(horizon);
        out.writeInt(forecastEvery);
        out.writeInt(levels.length);
        out.writeDoubles(levels);
    }

    /** Reads what {@link #write} wrote. */
    public static ScorerSettings read(ByteSource in) {
        int version = in.readByte();
        if (version != VERSION) {
            throw new IllegalStateException("version of scorer settings is " + version + "; readable: " + VERSION);
        }
        return new ScorerSettings(
                Emission.of(in.readByte()),
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
                in.readDoubles(in.readCount("quantile levels", 0, 1000)));
    }
}
