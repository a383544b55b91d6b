package dev.undercurrent.core.seasonal;

import dev.undercurrent.core.math.NormalEquations;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds the period of a series, and a second, longer one, from its first events.
 *
 * <p>A period S is accepted on either of two grounds. (1) What three lags cannot predict recurs: the autocorrelation at S of
 * the residuals of an autoregression of order 3 is above 4 / √n and above 0.1, and recurs at 2S. Trends, random walks and
 * short autoregressions leave residuals without memory, so that the bound is that of white noise (Bartlett 1946). (2) The
 * cycle is plain: V(S) and V(2S), V(l) = var(x_t − x_{t−l}), are a fraction of the mean V below S. This catches smooth cycles,
 * which three lags predict only too well.
 *
 * <p>Calendar periods of the declared spacing are tried first; where the shorter one is there, the longer one is believed
 * unless V speaks against it: a week too many costs less than one too few. Else a search goes through all lags from 4 to a
 * third of the series, at most {@value #SEARCHED}, by stricter bounds, and takes the smallest that does nearly as well as the
 * best; a multiple of it that predicts clearly better than those beside it becomes the longer period. At most {@value #MOST}
 * values are looked at, the last ones, by a search {@value #RECENT}: some ten million operations, once per key.
 */
public final class SeasonDetector {

    /** Values that are looked at. */
    public static final int MOST = 1 << 15;

    /** Values that a search looks at. */
    static final int RECENT = 1 << 12;

    /** Longest period that is searched for; calendar periods may be longer. */
    static final int SEARCHED = 400;

    /** Channels that are looked at. */
    private static final int CHANNELS = 8;

    private static final int ORDER = 3;

    /** Units beyond which a value counts as its edge. */
    private static final double EDGE = 6;

    /** Lags that stand for all below a period. */
    private static final int SAMPLED = 24;

    private final int n;
    private final double[] x;
    private final double[] residual;
    private double power;

    private SeasonDetector(double[] values, int most) {
        n = Math.min(values.length, most);
        x = prepared(values, n);
        residual = whitened();
    }

    /**
     * The periods of a series.
     *
     * @param values in order, equally spaced; NaN = missing
     * @param interval spacing, microseconds; 0 = unknown
     * @return {@link Seasons#NONE} where there is none, or too few values to tell: three periods are needed
     */
    public static Seasons detect(double[] values, long interval) {
        if (values.length < 12) {
            return Seasons.NONE;
        }
        var detector = new SeasonDetector(values, MOST);
        if (!(detector.power > 0)) {
            return Seasons.NONE;
        }
        Seasons calendar = Seasons.ofCalendar(interval);
        if (detector.has(calendar.season())) {
            return detector.against(calendar) ? new Seasons(calendar.season(), 0) : calendar;
        }
        if (detector.has(calendar.longer())) {
            return new Seasons(calendar.longer(), 0);
        }
        var recent = values.length > RECENT ? new SeasonDetector(values, RECENT) : detector;
        int season = recent.search();
        if (season == 0) {
            return Seasons.NONE;
        }
        if (calendar.season() > 0 && season % calendar.season() == 0) {
            season = calendar.season();
        }
        return new Seasons(season, recent.searchLonger(season));
    }

    /**
     * The periods of a series of several channels: what most of the first {@value #CHANNELS} have of those that have any, the
     * first of equals.
     *
     * @param rows [T][channels] in order, equally spaced; NaN = missing
     * @param interval spacing, microseconds; 0 = unknown
     */
    public static Seasons detect(double[][] rows, long interval) {
        Map<Seasons, Integer> votes = new HashMap<>();
        Seasons most = Seasons.NONE;
        double[] values = new double[rows.length];
        for (int c = 0; rows.length > 0 && c < Math.min(rows[0].length, CHANNELS); c++) {
            for (int t = 0; t < rows.length; t++) {
                values[t] = rows[t][c];
            }
            Seasons one = detect(values, interval);
            if (!one.equals(Seasons.NONE)) {
                int count = votes.merge(one, 1, Integer::sum);
                most = count > votes.getOrDefault(most, 0) ? one : most;
            }
        }
        return most;
    }

    /** The last n values without gaps, glitches, linear trend. */
    private static double[] prepared(double[] values, int n) {
        double[] x = new double[n];
        double[] sample = new double[n];
        int present = 0;
        double last = Double.NaN;
        for (int t = 0; t < n; t++) {
            double value = Math.min(Math.max(values[values.length - n + t], -1e100), 1e100);
            if (!Double.isNaN(value)) {
                sample[present++] = value;
                last = value;
            }
            x[t] = last;
        }
        if (present == 0) {
            return new double[n];
        }
        Units units = new Units();
        units.of(sample, present);
        double sum = 0;
        double moment = 0;
        for (int t = 0; t < n; t++) {
            double z = (x[t] - units.location()) / units.scale();
            x[t] = Double.isNaN(z) ? 0 : Math.min(Math.max(z, -EDGE), EDGE);
            sum += x[t];
            moment += x[t] * (t - 0.5 * (n - 1));
        }
        double slope = moment / (n * ((double) n * n - 1) / 12);
        for (int t = 0; t < n; t++) {
            x[t] -= sum / n + slope * (t - 0.5 * (n - 1));
        }
        return x;
    }

    /** Residuals of an autoregression; sets their mean square. */
    private double[] whitened() {
        var equations = new NormalEquations(ORDER);
        double[] sums = new double[equations.length()];
        double[] lags = new double[ORDER];
        for (int t = ORDER; t < n; t++) {
            lagsAt(t, lags);
            equations.add(sums, 0, 1, lags, 0, x[t], 1);
        }
        double[] c = new double[ORDER + 1];
        double[] e = new double[n - ORDER];
        if (equations.solve(sums, 0, 1e-9, c, 0) >= 0) {
            for (int t = ORDER; t < n; t++) {
                lagsAt(t, lags);
                e[t - ORDER] = x[t] - c[0] - c[1] * lags[0] - c[2] * lags[1] - c[3] * lags[2];
                power += x[t] * x[t];
            }
        }
        return e;
    }

    private void lagsAt(int t, double[] lags) {
        for (int l = 1; l <= ORDER; l++) {
            lags[l - 1] = x[t - l];
        }
    }

    /** Autocorrelation of the residuals. */
    private double recurrence(int lag) {
        double sum = 0;
        double square = 1e-12;
        for (int t = lag; t < residual.length; t++) {
            sum += residual[t] * residual[t - lag];
            square += 0.5 * (residual[t] * residual[t] + residual[t - lag] * residual[t - lag]);
        }
        return sum / square;
    }

    /** var(x_t − x_{t−lag}). */
    private double variation(int lag) {
        double sum = 0;
        double squares = 0;
        for (int t = lag; t < n; t++) {
            double d = x[t] - x[t - lag];
            sum += d;
            squares += d * d;
        }
        double mean = sum / (n - lag);
        return squares / (n - lag) - mean * mean;
    }

    /** V at the lag and twice the lag, against the mean V below it. */
    private double plainness(int lag) {
        double sum = 0;
        int count = 0;
        int step = Math.max(1, lag / SAMPLED);
        for (int l = 1; l < lag; l += step, count++) {
            sum += variation(l);
        }
        double at = variation(lag);
        double twice = variation(2 * lag);
        return 0.5 * (at + twice) * count / (sum + 1e-12);
    }

    private boolean recurs(int lag, double bound) {
        double correlation = recurrence(lag);
        return correlation > Math.max(0.1, bound / Math.sqrt(n))
                && (4 * lag > n || recurrence(2 * lag) > 0.4 * correlation);
    }

    /** How much of the mean V below a period may be left at it: less where few cycles were seen. */
    private double plainBound(int lag) {
        return 0.35 + 0.25 * Math.min(1, ((double) n / lag - 3) / 5);
    }

    private boolean has(int season) {
        return season > ORDER && 3L * season <= n && (recurs(season, 4) || plainness(season) < plainBound(season));
    }

    private int search() {
        int longest = Math.min(n / 3, SEARCHED);
        double[] v = new double[2 * longest + 1];
        for (int lag = 1; lag < v.length; lag++) {
            v[lag] = variation(lag);
        }
        double below = v[1] + v[2] + v[3];
        for (int lag = ORDER + 1; lag <= longest; below += v[lag++]) {
            // a stricter bound than for a period that was named beforehand
            if (0.5 * (v[lag] + v[2 * lag]) < 0.7 * plainBound(lag) * below / (lag - 1)) {
                return part(lowest(v, lag, longest));
            }
        }
        double[] correlation = new double[longest + 1];
        double best = 0;
        for (int lag = ORDER + 1; lag <= longest; lag++) {
            correlation[lag] = recurrence(lag);
            correlation[lag] = peaks(lag) ? correlation[lag] : 0;
            best = Math.max(best, correlation[lag]);
        }
        for (int lag = ORDER + 1; best > 0 && lag <= longest; lag++) {
            if (correlation[lag] >= 0.6 * best) {
                return lowest(v, lag, longest);
            }
        }
        return 0;
    }

    /** A residual that three lags leave coloured is as alike half a period later: that is no peak. */
    private boolean peaks(int lag) {
        return recurs(lag, 5) && recurrence(lag) > 1.5 * recurrence(lag + (lag + 1) / 2);
    }

    /** The day where a whole number of days was found: the part of a period that recurs best, if nearly as well as it. */
    private int part(int season) {
        double best = 0.6 * recurrence(season);
        int found = season;
        for (int part = ORDER + 1; 2 * part <= season; part++) {
            if (season % part == 0 && recurrence(part) > best && peaks(part)) {
                best = recurrence(part);
                found = part;
            }
        }
        return found;
    }

    /** Where V is least around a lag that stands on the edge of a trough, at it and at twice it. */
    private static int lowest(double[] v, int lag, int longest) {
        int found = lag;
        int last = Math.min(lag + Math.max(1, lag / 3), longest);
        for (int l = lag + 1; l <= last; l++) {
            found = v[l] + v[2 * l] < v[found] + v[2 * found] ? l : found;
        }
        return found;
    }

    /** True where the calendar's longer period predicts worse than the multiples of the season beside it. */
    private boolean against(Seasons calendar) {
        return calendar.longer() % calendar.season() == 0 && advantage(calendar.season(), calendar.longer()) > 1.1;
    }

    /** V at a multiple of the season against the multiples beside it; 1 where there are too few values. */
    private double advantage(int season, int longer) {
        if (2L * (longer + season) > n) {
            return 1;
        }
        double beside = 0.5 * (variation(longer - season) + variation(longer + season));
        return beside > 1e-12 ? variation(longer) / beside : 1;
    }

    private int searchLonger(int season) {
        int found = 0;
        double best = 0.6;
        for (int longer = 2 * season; longer <= SEARCHED; longer += season) {
            double advantage = advantage(season, longer);
            // a multiple of the best does as well, and is not taken
            if (advantage < 0.85 * best || (found == 0 && advantage < best)) {
                best = advantage;
                found = longer;
            }
        }
        return found;
    }
}
