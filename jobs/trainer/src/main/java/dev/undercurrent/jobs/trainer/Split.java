package dev.undercurrent.jobs.trainer;

import dev.undercurrent.core.seasonal.SeasonDetector;
import dev.undercurrent.core.seasonal.Seasons;
import dev.undercurrent.evaluation.RollingWindows;
import dev.undercurrent.evaluation.SeriesInfo;
import dev.undercurrent.evaluation.TimeSeries;
import dev.undercurrent.jobs.scoring.config.ConfigException;
import dev.undercurrent.jobs.scoring.config.SeriesConfig;
import dev.undercurrent.training.History;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * The past in three parts by time: the first {@value #TRAINING} of each series is learnt from, the next part up to {@value
 * #SEEN} decides when to stop, the rest is held out and judged.
 *
 * @param past what is split
 * @param typical events of the longest series that at least half of all events are in series as long as
 * @param window events that a network sees at a time in training
 * @param horizon steps ahead that it learns to forecast
 */
record Split(Past past, int typical, int window, int horizon) {

    static final double TRAINING = 0.7;
    static final double SEEN = 0.85;

    private static final int LONGEST_WINDOW = 384;
    private static final int LONGEST_HORIZON = 48;
    private static final int FEWEST_EVENTS = 300;
    private static final int MOST_WINDOWS = 8;

    /** Series and channels that are judged, at most, and events of each. */
    private static final int MOST_JUDGED = 64;

    private static final int LONGEST_JUDGED = 20_000;

    /** @throws ConfigException where series are too short to learn from */
    static Split of(Past past) {
        int typical = typical(past);
        if (typical < FEWEST_EVENTS) {
            throw new ConfigException("half of the " + past.events() + " events are in series of at most " + typical
                    + " events without a break; allowed: at least " + FEWEST_EVENTS
                    + ". series.interval, series.max-gap and series.expire say what a break is");
        }
        int part = (int) ((SEEN - TRAINING) * typical);
        int horizon = Math.min(LONGEST_HORIZON, part / 4);
        return new Split(past, typical, Math.min(LONGEST_WINDOW, part - horizon), horizon);
    }

    private static int typical(Past past) {
        int[] lengths =
                past.series().stream().mapToInt(Past.Series::length).sorted().toArray();
        long half = (Arrays.stream(lengths).asLongStream().sum() + 1) / 2;
        long sum = 0;
        for (int i = lengths.length - 1; i >= 0; i--) {
            sum += lengths[i];
            if (sum >= half) {
                return lengths[i];
            }
        }
        return 0;
    }

    /** The seasons of each series. */
    interface Periods {

        Seasons of(Past.Series series);

        /** As declared; or where series find their own, as they will find them in their first rows. */
        static Periods of(SeriesConfig config) {
            Seasons declared = new Seasons(config.season(), config.cycle());
            if (config.detectSeason() == 0) {
                return series -> declared;
            }
            int most = config.detectSeason();
            long interval = config.interval() == null ? 0 : config.interval().toNanos() / 1000;
            return series -> {
                int rows = Math.min(most, (int) (SEEN * series.length()));
                return SeasonDetector.detect(Arrays.copyOf(series.values(), rows), interval)
                        .within(rows);
            };
        }
    }

    /** Every channel of every series without its held-out part, of which {@link #trainingShare} is for learning. */
    List<History> histories(Periods periods) {
        List<History> histories = new ArrayList<>();
        for (Past.Series series : past.series()) {
            Seasons seasons = periods.of(series);
            int seen = (int) (SEEN * series.length());
            for (int c = 0; c < past.channels(); c++) {
                histories.add(new History(Arrays.copyOf(series.channel(c), seen), seasons.season(), seasons.longer()));
            }
        }
        return histories;
    }

    static double trainingShare() {
        return TRAINING / SEEN;
    }

    /** Forecasts that are judged: as many as fit into the held-out part. */
    RollingWindows protocol() {
        int part = (int) ((1 - SEEN) * typical);
        return RollingWindows.adjacent(Math.max(1, Math.min(MOST_WINDOWS, part / horizon)), horizon);
    }

    /** Channels that are judged on their ends, evenly chosen among the series that are long enough. */
    List<TimeSeries> judged(Periods periods) {
        List<TimeSeries> all = new ArrayList<>();
        past.series().stream()
                .filter(s -> s.length() >= typical)
                .sorted(Comparator.comparing(Past.Series::id))
                .forEach(s -> {
                    Seasons seasons = periods.of(s);
                    for (int c = 0; c < past.channels(); c++) {
                        double[] values = s.channel(c);
                        int from = Math.max(0, values.length - LONGEST_JUDGED);
                        String id = past.channels() == 1 ? s.id() : s.id() + ", channel " + c;
                        all.add(new TimeSeries(
                                SeriesInfo.of(id, Math.max(1, seasons.season()), Math.max(1, seasons.longer())),
                                Arrays.copyOfRange(values, from, values.length)));
                    }
                });
        List<TimeSeries> chosen = new ArrayList<>();
        int n = Math.min(MOST_JUDGED, all.size());
        for (int i = 0; i < n; i++) {
            chosen.add(all.get((int) ((long) i * all.size() / n)));
        }
        return chosen;
    }

    /** What is judged, in words. */
    String heldOut() {
        RollingWindows windows = protocol();
        return "last " + windows.windows() * windows.horizon() + " events of the series";
    }
}
