package dev.undercurrent.training.bundles;

import dev.undercurrent.bundle.ModelBundle;
import dev.undercurrent.bundle.card.Card;
import dev.undercurrent.bundle.card.Section;
import dev.undercurrent.training.hmm.FilteredRegimes;
import dev.undercurrent.training.hmm.HmmDiagnostics;
import dev.undercurrent.training.hmm.HmmModel;
import dev.undercurrent.training.hmm.HmmTrainer;
import dev.undercurrent.training.hmm.Sensitivity;
import dev.undercurrent.training.hmm.Units;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The page of a hidden Markov model. */
final class HmmCard {

    /** Events of the timeline, at most: the last ones. */
    private static final int SHOWN = 600;

    private final HmmTrainer.Report report;
    private final double[] trace;
    private final HmmHeldOut heldOut;
    private final Provenance provenance;

    HmmCard(HmmTrainer.Report report, double[] trace, HmmHeldOut heldOut, Provenance provenance) {
        this.report = report;
        this.trace = trace;
        this.heldOut = heldOut;
        this.provenance = provenance;
    }

    Card card(ModelBundle bundle, HmmBundle.Example example, Units units) {
        List<Section> sections = new ArrayList<>();
        sections.add(losses());
        sections.add(new Section.Figures(bundle.manifest().training().figures().stream()
                .map(f -> new Section.Figures.Result(f.data(), f.metric(), f.value()))
                .toList()));
        sections.addAll(regimes(example, units));
        sections.add(restarts());
        sections.add(coverage());
        sections.add(calibration());
        sections.add(Whiteness.of(heldOut.pits()).section("one-step residuals of held-out events, as normal deviates"));
        return new Card(
                provenance.name(),
                provenance.summary() + " Trained on " + provenance.data() + ".",
                facts(bundle),
                sections);
    }

    private List<Card.Fact> facts(ModelBundle bundle) {
        HmmModel model = report.model();
        List<Card.Fact> facts = new ArrayList<>();
        facts.add(new Card.Fact("Architecture", bundle.manifest().architecture().description()));
        facts.add(new Card.Fact(
                "Regimes",
                model.states() + ", chosen by held-out evidence among "
                        + report.count().candidates().stream()
                                .map(c -> Integer.toString(c.states()))
                                .collect(Collectors.joining(", "))));
        facts.add(new Card.Fact(
                "Starts",
                report.sensitivity().restarts().size() + ", of which number "
                        + report.sensitivity().best() + " is kept: the highest posterior"));
        facts.add(new Card.Fact("Inputs", "standardised values, " + model.channels() + " per event"));
        facts.add(new Card.Fact(
                "Training",
                String.format(
                        Locale.ROOT, "%,d iterations of EM, %,d events", provenance.steps(), provenance.tokens())));
        facts.add(new Card.Fact(
                "Dwell, events",
                IntStream.range(0, model.states())
                        .mapToObj(i ->
                                String.format(Locale.ROOT, "%.3g", 1 / Math.max(1e-9, 1 - model.transition()[i][i])))
                        .collect(Collectors.joining(", "))));
        facts.add(new Card.Fact(
                "Seeds", provenance.seeds().stream().map(Object::toString).collect(Collectors.joining(", "))));
        facts.add(new Card.Fact(
                "Model", bundle.manifest().name() + "@" + bundle.id().hash()));
        facts.add(new Card.Fact("Lineage", bundle.manifest().lineage()));
        return facts;
    }

    private Section losses() {
        double[] train = new double[trace.length];
        double[] validation = new double[trace.length];
        Arrays.fill(validation, Double.NaN);
        for (int i = 0; i < train.length; i++) {
            train[i] = -trace[i];
        }
        return new Section.Losses(
                "nats per event, standardised values",
                IntStream.range(0, train.length).asDoubleStream().toArray(),
                train,
                validation);
    }

    /** The end of one series, a picture per channel. */
    private List<Section> regimes(HmmBundle.Example example, Units units) {
        HmmModel model = report.model();
        HmmModel own = new HmmModel(model.initial(), model.transition(), model.emissions(), units, model.labels());
        int[] all = FilteredRegimes.of(own, example.values());
        int from = Math.max(0, all.length - SHOWN);
        int[] regimes = Arrays.copyOfRange(all, from, all.length);
        List<String> names = Arrays.stream(model.labels().ids())
                .mapToObj(id -> "regime " + id)
                .toList();
        List<Section> sections = new ArrayList<>();
        for (int c = 0; c < model.channels(); c++) {
            int channel = c;
            double[] values = Arrays.stream(example.values(), from, all.length)
                    .mapToDouble(row -> row[channel])
                    .toArray();
            String name = model.channels() == 1 ? example.id() : example.id() + ", channel " + c;
            sections.add(new Section.Regimes(name + ", last " + regimes.length + " events", values, regimes, names));
        }
        return sections;
    }

    private Section restarts() {
        Sensitivity sensitivity = report.sensitivity();
        List<Section.Restarts.Run> runs = new ArrayList<>();
        for (int n = 0; n < sensitivity.restarts().size(); n++) {
            Sensitivity.Restart r = sensitivity.restarts().get(n);
            runs.add(new Section.Restarts.Run(
                    n, r.iterations(), r.evidence() / Math.max(1, sensitivity.events()), r.randIndex()));
        }
        return new Section.Restarts(runs, List.of());
    }

    private Section coverage() {
        List<Section.Coverage.Level> levels = new ArrayList<>();
        for (int l = 0; l < HmmDiagnostics.levels().length; l++) {
            double inside = 0;
            long count = 0;
            for (HmmDiagnostics.Channel channel : report.diagnostics().channels()) {
                inside += channel.values() > 0 ? channel.coverage()[l] * channel.values() : 0;
                count += channel.values();
            }
            double nominal = HmmDiagnostics.levels()[l];
            if (count > 0) {
                levels.add(new Section.Coverage.Level(
                        Math.round(100 * nominal) + " % band, 1 step ahead", nominal, inside / count, count));
            }
        }
        return new Section.Coverage(levels);
    }

    private Section calibration() {
        long[] counts = new long[0];
        for (HmmDiagnostics.Channel channel : report.diagnostics().channels()) {
            counts = counts.length == 0 ? new long[channel.histogram().length] : counts;
            for (int b = 0; b < counts.length; b++) {
                counts[b] += channel.histogram()[b];
            }
        }
        long values = Arrays.stream(counts).sum();
        return new Section.Calibration(
                String.format(Locale.ROOT, "one-step laws of %,d held-out values", values), counts);
    }
}
