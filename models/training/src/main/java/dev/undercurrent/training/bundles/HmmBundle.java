package dev.undercurrent.training.bundles;

import dev.undercurrent.bundle.DoubleTensor;
import dev.undercurrent.bundle.Golden;
import dev.undercurrent.bundle.HmmSpec;
import dev.undercurrent.bundle.Manifest;
import dev.undercurrent.bundle.ModelBundle;
import dev.undercurrent.bundle.Tensors;
import dev.undercurrent.bundle.Training;
import dev.undercurrent.training.hmm.HmmModel;
import dev.undercurrent.training.hmm.HmmTrainer;
import dev.undercurrent.training.hmm.PseudoResiduals;
import dev.undercurrent.training.hmm.StateCount;
import dev.undercurrent.training.hmm.Units;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Makes a bundle of a hidden Markov model that was trained. */
public final class HmmBundle {

    private static final int GOLDEN_EVENTS = 64;

    private HmmBundle() {}

    /**
     * A series to show.
     *
     * @param values [T][D], in its units
     */
    @SuppressWarnings("ArrayRecordComponent") // identity is enough: nobody compares them
    public record Example(String id, double[][] values) {}

    /**
     * The bundle. Regimes are numbered as the model has them.
     *
     * @param trace [iterations] evidence of the kept run, nats per event over standardised values
     * @param example whose regimes the card shows
     * @param own whether each series has units of its own
     */
    public static ModelBundle of(
            HmmTrainer.Report report,
            double[] trace,
            HmmHeldOut heldOut,
            Example example,
            boolean own,
            Provenance provenance) {
        HmmModel model = report.model();
        int k = model.states();
        int d = model.channels();
        HmmSpec spec = HmmSpec.of(
                        k, d, model.emissions().nu(), model.emissions().floor())
                .withRegimes(regimes(model), model.labels().next());
        Tensors tensors = Tensors.of(Map.of(
                "hmm.initial", DoubleTensor.of(model.initial().clone(), k),
                "hmm.transition", DoubleTensor.of(flat(model.transition()), k, k),
                "hmm.location", DoubleTensor.of(flat(model.emissions().location()), k, d),
                "hmm.scale", DoubleTensor.of(flat(model.emissions().scale()), k, d),
                "hmm.offset", DoubleTensor.of(model.units().offset().clone(), d),
                "hmm.unit", DoubleTensor.of(model.units().unit().clone(), d)));
        Manifest manifest = new Manifest(
                provenance.name(),
                spec,
                Manifest.NO_FEATURES,
                List.of(),
                0,
                List.of(),
                Lineage.of(provenance.name(), tensors),
                "",
                training(report, trace, heldOut, provenance));
        Units units = own ? Units.of(Collections.singletonList(example.values()), d) : model.units();
        Golden golden = golden(model, own ? units.standardise(example.values()) : example.values());
        ModelBundle unseen = new ModelBundle(manifest, tensors, golden, "");
        String card = new HmmCard(report, trace, heldOut, provenance)
                .card(unseen, example, units)
                .html();
        return new ModelBundle(manifest, tensors, golden, card);
    }

    private static Training training(
            HmmTrainer.Report report, double[] trace, HmmHeldOut heldOut, Provenance provenance) {
        List<Training.Loss> losses = new ArrayList<>();
        for (int i = 0; i < trace.length; i++) {
            losses.add(new Training.Loss(i, -trace[i], Double.NaN));
        }
        List<Training.Figure> figures = new ArrayList<>();
        for (StateCount.Candidate c : report.count().candidates()) {
            figures.add(new Training.Figure(
                    provenance.heldOut(), "evidence of " + c.states() + " regimes, nats per event", c.evidence()));
        }
        if (Double.isFinite(heldOut.evidence() - heldOut.naive())) {
            figures.add(new Training.Figure(
                    provenance.heldOut(),
                    "gain of evidence over the seasonal naive law, nats per event",
                    heldOut.evidence() - heldOut.naive()));
        }
        return new Training(
                provenance.data(),
                provenance.seeds(),
                provenance.steps(),
                provenance.tokens(),
                losses,
                report.diagnostics().evidence(),
                figures,
                provenance.createdBy(),
                "");
    }

    /** Whole events of the start of a series in the units of the model, and what the training's own filter says of them. */
    private static Golden.Hmm golden(HmmModel model, double[][] values) {
        double[][] inputs = Arrays.stream(values)
                .filter(row -> Arrays.stream(row).allMatch(Double::isFinite))
                .limit(GOLDEN_EVENTS)
                .toArray(double[][]::new);
        // densities are those of standardised values
        HmmModel standardised = new HmmModel(
                model.initial(), model.transition(), model.emissions(), Units.raw(model.channels()), model.labels());
        double[] surprisal = PseudoResiduals.of(standardised, model.units().standardise(inputs))
                .surprisal();
        return new Golden.Hmm(inputs, surprisal);
    }

    private static List<HmmSpec.Regime> regimes(HmmModel model) {
        return Arrays.stream(model.labels().ids())
                .mapToObj(id -> new HmmSpec.Regime(id, ""))
                .toList();
    }

    private static double[] flat(double[][] rows) {
        return Arrays.stream(rows).flatMapToDouble(Arrays::stream).toArray();
    }
}
