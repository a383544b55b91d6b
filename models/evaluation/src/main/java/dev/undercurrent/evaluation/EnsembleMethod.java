package dev.undercurrent.evaluation;

import dev.undercurrent.core.Density;
import dev.undercurrent.core.Reading;
import dev.undercurrent.core.Verdict;
import dev.undercurrent.core.scoring.Arrival;
import dev.undercurrent.core.scoring.KeyState;
import dev.undercurrent.core.scoring.Outcome;
import dev.undercurrent.core.scoring.Outlook;
import dev.undercurrent.core.scoring.Scorer;
import dev.undercurrent.core.scoring.ScorerSettings;
import dev.undercurrent.core.scoring.Scorers;
import dev.undercurrent.core.seasonal.Seasons;
import java.util.Arrays;

/**
 * The product as a forecast method: every value is an arrival at a scorer, alarms withhold learning, and forecasts that the
 * scorer makes on its way are put to the test, all as in the scoring job. Judged are its members together or one of them.
 *
 * <p>Series are equally spaced here: gaps are missing values, nothing is late, and no series expires. A series of unknown
 * spacing is taken as hourly, which matters to the alarm budget alone.
 */
public final class EnsembleMethod implements ForecastMethod {

    private static final long HOUR = 3_600_000_000L;
    private static final int TOGETHER = -1;

    private final Scorer scorer;
    private final Outlook outlook;
    private final KeyState state;
    private final int member;
    private final int horizon;
    private final long step;
    private final Refusal refusal = new Refusal();
    private long time;

    private EnsembleMethod(ScorerSettings settings, int member, SeriesInfo info) {
        this.scorer = Scorers.of(settings, 1);
        this.outlook = scorer.outlook();
        this.state = scorer.start(info.id());
        this.member = member;
        this.horizon = settings.horizon();
        this.step = info.step() > 0 ? info.step() : HOUR;
        this.time = info.start();
    }

    /**
     * The members together, as they are served. The law's p-values are the published ones: calibrated.
     *
     * @param settings of one channel; their horizon is that of the forecasts, their seasons give way to those of each series
     */
    public static MethodFactory together(String name, ScorerSettings settings) {
        return MethodFactory.of(name, info -> new EnsembleMethod(settings(settings, info), TOGETHER, info));
    }

    /**
     * One member among the others, with p-values of its own law, uncalibrated.
     *
     * @param member its index: the hidden Markov model, then what else the settings have of seasonal autoregression,
     *     network, and networks that regimes choose among
     * @throws IllegalArgumentException if there is no such member
     */
    public static MethodFactory member(String name, ScorerSettings settings, int member) {
        int members = 1
                + (settings.seasonal() ? 1 : 0)
                + (settings.network() == null ? 0 : 1)
                + (settings.experts().isEmpty() ? 0 : 1);
        if (member < 0 || member >= members) {
            throw new IllegalArgumentException("member " + member + "; allowed: 0 to " + (members - 1));
        }
        return MethodFactory.of(name, info -> new EnsembleMethod(settings(settings, info), member, info));
    }

    /** The settings under which a series of equally spaced values is scored. */
    static ScorerSettings settings(ScorerSettings settings, SeriesInfo info) {
        return settings.withLateness(0, settings.reorderCapacity())
                .withGaps(0, settings.maxGap(), Long.MAX_VALUE, false)
                .withMembers(seasons(info), settings.seasonal(), settings.network());
    }

    /** Periods of 1 are none; a longer period that is not longer, or without a shorter one, is none or the only one. */
    static Seasons seasons(SeriesInfo info) {
        int season = info.season() > 1 ? info.season() : info.cycle() > 1 ? info.cycle() : 0;
        return new Seasons(season, info.cycle() > Math.max(season, 1) ? info.cycle() : 0);
    }

    @Override
    public void observe(double x) {
        scorer.accept(state, new Arrival(reading(x), 0, 0), refusal);
        time += step;
    }

    @Override
    public double[][] forecast(int steps, double[] levels) {
        if (steps > horizon) {
            throw new IllegalArgumentException(
                    "forecast of " + steps + " steps; allowed: the horizon of the settings, " + horizon);
        }
        double[][][] all =
                member == TOGETHER ? outlook.forecast(state, levels) : outlook.forecast(state, member, levels);
        return Arrays.copyOf(all[0], steps);
    }

    @Override
    public double surprisal(double x) {
        return law().surprisal(reading(x));
    }

    /** Of a value drawn from within its step where the series is quantised. */
    @Override
    public double pit(double x) {
        double heard = outlook.heard(state, reading(x)).values()[0];
        return law().cdf(0, heard);
    }

    @Override
    public double tail(double x) {
        return member == TOGETHER ? outlook.pValue(state, reading(x)) : law().tail(outlook.heard(state, reading(x)));
    }

    private Density law() {
        return member == TOGETHER ? outlook.law(state) : outlook.law(state, member);
    }

    private Reading reading(double x) {
        return new Reading(time, new double[] {x});
    }

    /** Every arrival is scored here: times ascend. */
    private static final class Refusal implements Outcome {

        @Override
        public void scored(Arrival arrival, Verdict verdict) {}

        @Override
        public void late(Arrival arrival, long clock) {
            throw new IllegalStateException("late at " + arrival.reading().time() + ", clock " + clock);
        }

        @Override
        public void duplicate(Arrival arrival) {
            throw new IllegalStateException("duplicate at " + arrival.reading().time());
        }
    }
}
