package dev.undercurrent.core.scoring;

import dev.undercurrent.core.ModelId;
import dev.undercurrent.core.attention.MemorySettings;
import dev.undercurrent.core.calibration.AlarmSettings;
import dev.undercurrent.core.seasonal.Seasons;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
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
 * @param seasons periods that every series of these settings has, in events
 * @param seasonal whether a seasonal autoregression is a member
 * @param network that is a member; null = none
 * @param chain hidden Markov model that regimes start from, instead of emission, regimes and order; null = none
 * @param windows of its own past that a key remembers for the score, 256 to 100,000; 0 = none
 * @param past window memory that is a member and tells regimes apart; null = none
 * @param experts networks that regimes choose among, none or 2 to 8; then regimes are which of them explains the series
 * @param detect events after which a key looks for seasons of its own, 64 to 8,192; 0 = never: seasons are as declared
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
        double[] levels,
        Seasons seasons,
        boolean seasonal,
        TrainedNetwork network,
        TrainedChain chain,
        int windows,
        MemorySettings past,
        List<TrainedNetwork> experts,
        int detect)
        implements java.io.Serializable {

    /** Law of a regime. */
    public enum Emission {
        GAUSSIAN(0),
        STUDENT_T(1),
        AUTOREGRESSIVE(2);

        final int code;

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
        experts = List.copyOf(experts);
        require(
                experts.isEmpty() || (experts.size() >= NetworkExperts.FEWEST && experts.size() <= NetworkExperts.MOST),
                "experts",
                experts.size(),
                "0, or " + NetworkExperts.FEWEST + " to " + NetworkExperts.MOST);
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
        require(windows == 0 || (windows >= 256 && windows <= 100_000), "windows", windows, "0, or 256 to 100000");
        require(
                detect == 0 || (detect >= SeasonSearch.FEWEST && detect <= SeasonSearch.MOST),
                "detect",
                detect,
                "0, or " + SeasonSearch.FEWEST + " to " + SeasonSearch.MOST);
        require(detect == 0 || seasons.equals(Seasons.NONE), "detect", detect, "0 where seasons are declared");
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
        return new Builder().build();
    }

    /** The same with forecasts of the given horizon and period. */
    public ScorerSettings withForecast(int steps, int every) {
        Builder b = new Builder(this);
        b.horizon = steps;
        b.forecastEvery = every;
        return b.build();
    }

    /** The same with another hidden Markov model. */
    public ScorerSettings withModel(Emission law, int k) {
        Builder b = new Builder(this);
        b.emission = law;
        b.regimes = k;
        return b.build();
    }

    /** The same with an ordering buffer. */
    public ScorerSettings withLateness(long micros, int capacity) {
        Builder b = new Builder(this);
        b.lateness = micros;
        b.reorderCapacity = capacity;
        return b.build();
    }

    /** The same with other rules for gaps and duplicates. */
    public ScorerSettings withGaps(long spacing, int steps, long expiry, boolean drop) {
        Builder b = new Builder(this);
        b.interval = spacing;
        b.maxGap = steps;
        b.expire = expiry;
        b.dropDuplicates = drop;
        return b.build();
    }

    /** The same with other members beside the hidden Markov model. */
    public ScorerSettings withMembers(Seasons periods, boolean autoregression, TrainedNetwork trained) {
        Builder b = new Builder(this);
        b.seasons = periods;
        b.detect = periods.equals(Seasons.NONE) ? b.detect : 0;
        b.seasonal = autoregression;
        b.network = trained;
        return b.build();
    }

    /** The same with keys that look for seasons of their own after so many events, 0 = never; none are declared then. */
    public ScorerSettings withDetection(int events) {
        Builder b = new Builder(this);
        b.seasons = events == 0 ? b.seasons : Seasons.NONE;
        b.detect = events;
        return b.build();
    }

    /** Whether a member uses seasons. */
    private boolean usesSeasons() {
        return seasonal || network != null || !experts.isEmpty();
    }

    /** Whether keys look for seasons of their own: where a member could use them. */
    boolean seeks() {
        return detect > 0 && usesSeasons();
    }

    /** The same with other rules for incidents. */
    public ScorerSettings withAlarm(AlarmSettings rules) {
        Builder b = new Builder(this);
        b.alarm = rules;
        return b.build();
    }

    /** The same with regimes that start from a model that was trained. */
    public ScorerSettings withChain(TrainedChain trained) {
        Builder b = new Builder(this);
        b.chain = trained;
        return b.build();
    }

    /** The same with a memory of the key's own past, as long as given. */
    public ScorerSettings withWindows(int longest) {
        Builder b = new Builder(this);
        b.windows = longest;
        return b.build();
    }

    /** The same with a window memory beside the hidden Markov model, or without one where it is null. */
    public ScorerSettings withMemory(MemorySettings memorySettings) {
        Builder b = new Builder(this);
        b.past = memorySettings;
        return b.build();
    }

    /** The same with regimes that are which of these networks explains the series, or with none of them. */
    public ScorerSettings withExperts(List<TrainedNetwork> networks) {
        Builder b = new Builder(this);
        b.experts = networks;
        return b.build();
    }

    /** Components in the making; starts from the standard ones. */
    private static final class Builder {

        private static final long DAY = 86_400_000_000L;

        private Emission emission = Emission.STUDENT_T;
        private int regimes = 4;
        private int order = 1;
        private double degreesOfFreedom = 4;
        private double dwell = 50;
        private double memory = 500;
        private long lateness;
        private int reorderCapacity = 256;
        private long expire = 7 * DAY;
        private long interval;
        private int maxGap = 1000;
        private boolean dropDuplicates;
        private AlarmSettings alarm = new AlarmSettings(1, 7 * DAY, 64, 150, 8, 64);
        private double band = 0.95;
        private int horizon;
        private int forecastEvery = 12;
        private double[] levels = {0.1, 0.5, 0.9};
        private Seasons seasons = Seasons.NONE;
        private boolean seasonal;
        private TrainedNetwork network;
        private TrainedChain chain;
        private int windows;
        private MemorySettings past;
        private List<TrainedNetwork> experts = List.of();
        private int detect;

        Builder() {}

        Builder(ScorerSettings from) {
            emission = from.emission;
            regimes = from.regimes;
            order = from.order;
            degreesOfFreedom = from.degreesOfFreedom;
            dwell = from.dwell;
            memory = from.memory;
            lateness = from.lateness;
            reorderCapacity = from.reorderCapacity;
            expire = from.expire;
            interval = from.interval;
            maxGap = from.maxGap;
            dropDuplicates = from.dropDuplicates;
            alarm = from.alarm;
            band = from.band;
            horizon = from.horizon;
            forecastEvery = from.forecastEvery;
            levels = from.levels;
            seasons = from.seasons;
            seasonal = from.seasonal;
            network = from.network;
            chain = from.chain;
            windows = from.windows;
            past = from.past;
            experts = from.experts;
            detect = from.detect;
        }

        ScorerSettings build() {
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
                    horizon,
                    forecastEvery,
                    levels,
                    seasons,
                    seasonal,
                    network,
                    chain,
                    windows,
                    past,
                    experts,
                    detect);
        }
    }

    /**
     * What the layout of a state descends from: states move between scorers of equal lineage only. Thresholds, budgets and
     * quantiles are not part of it, so that changing them loses nothing.
     */
    public String lineage() {
        return "hmm/2/" + (chain == null ? online() : chain.lineage())
                + (usesSeasons() ? "+seasons/" + seasons.season() + "/" + seasons.longer() : "")
                + (seeks() ? "+own/1" : "")
                + (seasonal ? "+seasonal/1" : "")
                + (network == null ? "" : "+" + network.lineage())
                + (experts.isEmpty() ? "" : "+" + NetworkExperts.lineage(experts))
                + (windows == 0 ? "" : "+windows/1/" + windows)
                + (past == null ? "" : "+" + past.lineage());
    }

    private String online() {
        return emission.name().toLowerCase(Locale.ROOT) + "/" + regimes
                + (emission == Emission.AUTOREGRESSIVE ? "/" + order + "/2" : "")
                + (emission == Emission.GAUSSIAN ? "" : "/nu" + degreesOfFreedom);
    }

    /** Name and content hash of what these settings describe: equal ids give equal verdicts on equal arrivals. */
    public ModelId modelId() {
        var bytes = new ByteSink(256);
        write(bytes);
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(bytes.toBytes());
            String first = emission == Emission.AUTOREGRESSIVE ? "ar-hmm" : "hmm";
            String name = (chain == null ? first : chain.id().name())
                    + (seasonal ? "+seasonal" : "")
                    + (network == null ? "" : "+" + network.id().name())
                    + (experts.isEmpty() ? "" : "+experts")
                    + (windows == 0 ? "" : "+windows")
                    + (past == null ? "" : "+memory");
            return new ModelId(name, HexFormat.of().formatHex(hash, 0, 8), lineage());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** Bytes that {@link #read} reads, in the present version. */
    public void write(ByteSink out) {
        SettingsCodec.write(this, out);
    }

    /** Settings that {@link #write} wrote, in this version or an earlier one. */
    public static ScorerSettings read(ByteSource in) {
        return SettingsCodec.read(in);
    }
}
