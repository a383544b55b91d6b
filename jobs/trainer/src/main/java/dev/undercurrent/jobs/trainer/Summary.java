package dev.undercurrent.jobs.trainer;

import dev.undercurrent.training.bundles.HeldOutFigures;
import java.util.ArrayList;
import java.util.List;

/** What a user reads at the end: how the model does on what was held out. */
final class Summary {

    private Summary() {}

    /** @param season of the configuration; 0 = none declared */
    static void of(NetworkJob.Outcome outcome, int season, Bar bar) {
        HeldOutFigures figures = outcome.figures();
        bar.say("On what was held out, of the median series:");
        line(bar, "evidence above a plain HMM", figures.gainOverHmm(), "nats per event");
        line(bar, "evidence above seasonal naive", figures.gainOverNaive(), "nats per event");
        double gained = outcome.parent() == null
                ? Double.NaN
                : figures.gainOverNaive() - outcome.parent().gainOverNaive();
        if (outcome.parent() != null) {
            line(bar, "evidence above the bundle it came from", gained, "nats per event");
        }
        line(bar, "quantile loss over seasonal naive", figures.lossToNaive(), "below 1 is better");
        advice(figures.gainOverHmm(), figures.gainOverNaive(), gained, season)
                .forEach(sentence -> bar.say("  %s", sentence));
    }

    /**
     * What to do where the result is none. All gains are of evidence on what was held out, nats per event.
     *
     * @param gained over the bundle that was fine-tuned; NaN = there was none
     * @param season declared; 0 = none
     */
    static List<String> advice(double overHmm, double overNaive, double gained, int season) {
        List<String> sentences = new ArrayList<>();
        if (overHmm <= 0 || overNaive <= 0) {
            sentences.add("It does not beat both: train longer, " + (season == 0 ? "declare series.season, " : "")
                    + "give more data, or leave it.");
        }
        if (gained <= 0) {
            sentences.add("Warning: it ended no better than the bundle it came from: go on with that one, train longer"
                    + " (--minutes), or give more data.");
        }
        return sentences;
    }

    static void of(HmmJob.Outcome outcome, Bar bar) {
        bar.say(
                "%d regimes, lasting %s events on average.",
                outcome.report().model().states(), HmmJob.dwell(outcome.report()));
        bar.say("On what was held out:");
        line(bar, "evidence", outcome.heldOut().evidence(), "nats per event");
        line(
                bar,
                "evidence above seasonal naive",
                outcome.heldOut().evidence() - outcome.heldOut().naive(),
                "nats per event");
        line(
                bar,
                "starts that end as high",
                100 * outcome.report().sensitivity().agreement(0.001),
                "%");
    }

    private static void line(Bar bar, String what, double value, String unit) {
        bar.say("  %-40s %+9.3f  %s", what, value, unit);
    }
}
