package dev.undercurrent.jobs.trainer;

import dev.undercurrent.training.bundles.HeldOutFigures;

/** What a user reads at the end: how the model does on what was held out. */
final class Summary {

    private Summary() {}

    static void of(NetworkJob.Outcome outcome, Bar bar) {
        HeldOutFigures figures = outcome.figures();
        bar.say("On what was held out, of the median series:");
        line(bar, "evidence above a plain HMM", figures.gainOverHmm(), "nats per event");
        line(bar, "evidence above seasonal naive", figures.gainOverNaive(), "nats per event");
        if (outcome.parent() != null) {
            line(
                    bar,
                    "evidence above the bundle it came from",
                    figures.gainOverNaive() - outcome.parent().gainOverNaive(),
                    "nats per event");
        }
        line(bar, "quantile loss over seasonal naive", figures.lossToNaive(), "below 1 is better");
        if (figures.gainOverHmm() <= 0 || figures.gainOverNaive() <= 0) {
            bar.say("  It does not beat both: train longer, declare series.season, give more data, or leave it.");
        }
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
