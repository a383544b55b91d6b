package dev.undercurrent.core.scoring;

import dev.undercurrent.core.Density;
import dev.undercurrent.core.Reading;
import dev.undercurrent.core.calibration.Calibrator;
import dev.undercurrent.core.mixing.Ensemble;
import java.util.ArrayList;
import java.util.List;

/**
 * What a scorer expects of a key's coming events, as its verdicts would say it: for evaluations, which ask at times of their
 * own. No key is changed by it.
 */
public final class Outlook {

    private final Scorer scorer;
    private final int horizon;

    Outlook(Scorer scorer, int horizon) {
        this.scorer = scorer;
        this.horizon = horizon;
    }

    private Ensemble model(KeyState s) {
        return scorer.serving(s).model();
    }

    /** Names of the members, the hidden Markov model's first. */
    public List<String> members() {
        List<String> names = new ArrayList<>();
        Ensemble model = scorer.events().model();
        for (int m = 0; m < model.size(); m++) {
            names.add(model.name(m));
        }
        return List.copyOf(names);
    }

    /** The law of the next event, which its surprisal is taken from; good until the next call on the scorer. */
    public Density law(KeyState s) {
        return model(s).predict(s.model);
    }

    /** What one member says of the next event; good until the next call on the scorer. */
    public Density law(KeyState s, int member) {
        Ensemble model = model(s);
        model.predict(s.model);
        return model.law(member);
    }

    /** The next reading as laws hear it: a quantised value is drawn from within its step, as it will be when it is scored. */
    public Reading heard(KeyState s, Reading x) {
        return scorer.serving(s).dequantised(s, x);
    }

    /** The p-value of the next event, as its verdict will have it. */
    public double pValue(KeyState s, Reading x) {
        double tail = law(s).tail(heard(s, x));
        return s.alarm.events() == 0 ? 1 : Calibrator.pValue(s.calibrator, tail);
    }

    /** Quantiles [channels][horizon][levels] of the events to come, as a forecast after the last event has them. */
    public double[][][] forecast(KeyState s, double[] levels) {
        double[][][] out = new double[scorer.channels()][horizon][levels.length];
        model(s).preview(s.model, levels, out);
        return out;
    }

    /** The same as one member has them. */
    public double[][][] forecast(KeyState s, int member, double[] levels) {
        double[][][] out = new double[scorer.channels()][horizon][levels.length];
        model(s).preview(s.model, member, levels, out);
        return out;
    }
}
