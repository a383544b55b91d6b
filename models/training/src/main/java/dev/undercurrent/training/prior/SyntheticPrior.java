package dev.undercurrent.training.prior;

/**
 * An endless supply of synthetic histories, drawn from a wide prior: seasonal, trending, autoregressive, switching between
 * regimes, counts, intermittent, walks, cycles; with outliers, level shifts, rounding, clipping and gaps, in any unit.
 * Seasons are those of real calendars (a day of hours, half hours, quarters, ten or five minutes; a year of months; a week of
 * days or hours) or any other length, and are sometimes declared wrongly or not at all.
 *
 * <p>Series i depends on the seed and i alone, with equal bits on every JVM.
 */
public final class SyntheticPrior {

    private static final int[] SEASONS = {24, 48, 96, 144, 288, 12, 7, 168};
    private static final double[] SEASON_SHARES = {0.36, 0.08, 0.11, 0.09, 0.17, 0.03, 0.02, 0.03};

    /** How many of {@link #SEASONS} are a day, so that a week is seven of them. */
    private static final int DAYS = 5;

    private static final int LONGEST_CYCLE = 2200;

    private final long seed;
    private final int length;

    /**
     * @param length events per series, ≥ 16
     */
    public SyntheticPrior(long seed, int length) {
        if (length < 16) {
            throw new IllegalArgumentException("series length " + length + "; allowed: at least 16");
        }
        this.seed = seed;
        this.length = length;
    }

    /** Events per series. */
    public int length() {
        return length;
    }

    /** Series {@code index}; neither constant nor more than nine tenths missing. */
    public SyntheticSeries series(long index) {
        Draws r = new Draws(mix(mix(seed) + index));
        while (true) {
            SyntheticSeries series = draw(r);
            if (usable(series.values())) {
                return series;
            }
        }
    }

    private SyntheticSeries draw(Draws r) {
        int season = 0;
        int cycle = 0;
        if (r.chance(0.8)) {
            season = season(r);
            if (isDay(season) && r.chance(0.6)) {
                cycle = 7 * season;
            } else if (r.chance(0.05)) {
                cycle = season * r.below(2, 12);
                cycle = cycle < LONGEST_CYCLE ? cycle : 0;
            }
        }
        Kind kind = Kind.draw(r);
        double[] seasonal = season > 0 ? Season.series(r, length, season, cycle) : new double[length];
        double[] y = new Realisation(r, seasonal, season > 0).series(kind);
        if (kind == Kind.CYCLES && r.chance(0.4)) { // its true period is not constant: none is declared
            season = 0;
            cycle = 0;
        }
        new Imperfections(r, y).apply();
        return declared(r, y, season, cycle, kind);
    }

    private static int season(Draws r) {
        double u = r.uniform();
        for (int i = 0; i < SEASONS.length; i++) {
            u -= SEASON_SHARES[i];
            if (u <= 0.0) {
                return SEASONS[i];
            }
        }
        return (int) r.logUniform(4.0, 400.0);
    }

    private static boolean isDay(int season) {
        for (int i = 0; i < DAYS; i++) {
            if (SEASONS[i] == season) {
                return true;
            }
        }
        return false;
    }

    /** The series with what is said of its season: mostly the truth. */
    private static SyntheticSeries declared(Draws r, double[] y, int season, int cycle, Kind kind) {
        double u = r.uniform();
        if (u < 0.06) {
            return new SyntheticSeries(y, 0, 0, kind);
        }
        if (u < 0.10) {
            return new SyntheticSeries(y, season, 0, kind);
        }
        if (season > 0 ? u < 0.13 : u < 0.30) {
            int wrong = SEASONS[r.below(0, DAYS)];
            return new SyntheticSeries(y, wrong, r.chance(0.5) ? 7 * wrong : 0, kind);
        }
        boolean idleWeek = isDay(season) && cycle == 0 && u < 0.5; // as a real calendar declares it
        return new SyntheticSeries(y, season, idleWeek ? 7 * season : cycle, kind);
    }

    private static boolean usable(double[] y) {
        int present = 0;
        double low = Double.POSITIVE_INFINITY;
        double high = Double.NEGATIVE_INFINITY;
        for (double v : y) {
            if (Double.isInfinite(v)) {
                return false;
            }
            if (!Double.isNaN(v)) {
                present++;
                low = Math.min(low, v);
                high = Math.max(high, v);
            }
        }
        return present >= 0.1 * y.length && high - low > 1e-12 * Math.max(Math.abs(low), Math.abs(high));
    }

    /** A bijection of 64 bits without visible structure (splitmix64's finaliser, Steele, Lea and Flood 2014). */
    private static long mix(long z) {
        z += 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
