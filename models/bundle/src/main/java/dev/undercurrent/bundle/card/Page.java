package dev.undercurrent.bundle.card;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Lays out a card: head, facts, then a sheet per kind of section. */
final class Page {

    private Page() {}

    static String of(Card card) {
        var out = new Html();
        out.raw("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
                .raw("<meta name=\"color-scheme\" content=\"light dark\">\n")
                .raw(
                        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n");
        out.element("title", card.title()).raw("\n<style>\n" + style() + "</style>\n</head>\n<body>\n<main>\n");
        out.element("h1", card.title()).line();
        if (!card.summary().isEmpty()) {
            out.element("p", card.summary(), "class", "summary").line();
        }
        if (!card.facts().isEmpty()) {
            out.open("dl", "class", "facts").line();
            for (Card.Fact fact : card.facts()) {
                out.open("div")
                        .element("dt", fact.name())
                        .element("dd", fact.value())
                        .close("div")
                        .line();
            }
            out.close("dl").line();
        }
        Class<?> before = null;
        for (Section section : card.sections()) {
            if (section.getClass() != before) {
                out.raw(before == null ? "" : "</section>\n");
                out.open("section").line();
                out.element("h2", heading(section))
                        .element("p", note(section), "class", "note")
                        .line();
            }
            before = section.getClass();
            body(section, out);
        }
        out.raw(before == null ? "" : "</section>\n");
        return out.raw("</main>\n</body>\n</html>\n").toString();
    }

    private static String style() {
        try (InputStream in = Page.class.getResourceAsStream("card.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void body(Section section, Html out) {
        if (section instanceof Section.Losses losses) {
            Charts.losses(losses, out);
        } else if (section instanceof Section.HeldOut heldOut) {
            Charts.heldOut(heldOut, out);
        } else if (section instanceof Section.Regimes regimes) {
            Charts.regimes(regimes, out);
        } else if (section instanceof Section.Calibration calibration) {
            Diagnostics.calibration(calibration, out);
        } else if (section instanceof Section.Residuals residuals) {
            Diagnostics.residuals(residuals, out);
        } else if (section instanceof Section.Restarts restarts) {
            Diagnostics.restarts(restarts, out);
        } else if (section instanceof Section.Coverage coverage) {
            Tables.coverage(coverage, out);
        } else if (section instanceof Section.Figures figures) {
            Tables.figures(figures, out);
        }
    }

    private static String heading(Section section) {
        if (section instanceof Section.Losses) {
            return "Training";
        } else if (section instanceof Section.HeldOut) {
            return "Forecasts of held-out series";
        } else if (section instanceof Section.Regimes) {
            return "Regimes";
        } else if (section instanceof Section.Calibration) {
            return "Calibration";
        } else if (section instanceof Section.Residuals) {
            return "Residuals";
        } else if (section instanceof Section.Restarts) {
            return "Restarts";
        } else if (section instanceof Section.Coverage) {
            return "Coverage";
        }
        return "Evaluation";
    }

    private static String note(Section section) {
        if (section instanceof Section.Losses) {
            return "Loss over the steps of training; a validation loss that rises while the other falls is overfitting.";
        } else if (section instanceof Section.HeldOut) {
            return "None of these values was trained on. The forecast is made at 0; what came is drawn over it.";
        } else if (section instanceof Section.Regimes) {
            return "Each event is tinted with its most probable regime, as it was known then.";
        } else if (section instanceof Section.Calibration) {
            return "Where each held-out value fell in the law predicted for it: flat is calibrated, a valley is too narrow a law, "
                    + "a hill too wide a one.";
        } else if (section instanceof Section.Residuals) {
            return "Correlation of residuals with their past; bars inside the dashed lines are what chance gives in 95 of 100 "
                    + "uncorrelated series.";
        } else if (section instanceof Section.Restarts) {
            return "Expectation-maximisation climbs to the nearest summit. Runs that end as high and agree on the regimes say "
                    + "that the result does not hang on its start.";
        } else if (section instanceof Section.Coverage) {
            return "How often the truth fell where it was promised; off by more than two standard errors and a hundredth is marked.";
        }
        return "Results on data that was not trained on.";
    }
}
