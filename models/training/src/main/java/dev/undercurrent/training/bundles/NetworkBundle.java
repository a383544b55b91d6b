package dev.undercurrent.training.bundles;

import dev.undercurrent.bundle.Architecture;
import dev.undercurrent.bundle.Golden;
import dev.undercurrent.bundle.Manifest;
import dev.undercurrent.bundle.ModelBundle;
import dev.undercurrent.bundle.Safetensors;
import dev.undercurrent.bundle.Tensors;
import dev.undercurrent.bundle.Training;
import dev.undercurrent.bundle.card.Card;
import dev.undercurrent.bundle.card.Section;
import dev.undercurrent.core.ModelId;
import dev.undercurrent.core.network.HorizonHead;
import dev.undercurrent.core.scoring.TrainedNetwork;
import dev.undercurrent.training.Losses;
import dev.undercurrent.training.Trained;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Makes a bundle of a network that was trained. */
public final class NetworkBundle {

    private static final int LINEAGE_DIGITS = 12;

    private NetworkBundle() {}

    /** The network as it takes part in scoring, before it has a bundle. */
    public static TrainedNetwork candidate(Trained trained) {
        return new TrainedNetwork(new ModelId("candidate", "0", "candidate"), trained.spec(), trained.weights());
    }

    /**
     * The bundle. A network trained from scratch begins a lineage of its own; a fine-tuned one keeps its parent's.
     *
     * @param curve losses of training in the order of steps, as close as the card is to draw them; validation may be NaN
     * @param heldOut what the network says of events that it was not trained on
     */
    public static ModelBundle of(Trained trained, List<Losses> curve, Provenance provenance, HeldOut heldOut) {
        var architecture = new Architecture.Network(trained.spec());
        Tensors tensors = Tensors.of(trained.weights());
        var figures = new HeldOutFigures(heldOut);
        Training training = new Training(
                provenance.data(),
                provenance.seeds(),
                provenance.steps(),
                provenance.tokens(),
                trained.history().stream()
                        .map(l -> new Training.Loss(l.step(), l.surprisal(), l.validationSurprisal()))
                        .toList(),
                -trained.best().validationSurprisal(),
                figures.list(provenance.heldOut()),
                provenance.createdBy(),
                "");
        Manifest manifest = new Manifest(
                provenance.name(),
                architecture,
                Manifest.SEASONAL_FEATURES,
                List.of(),
                trained.golden().quantiles().length,
                Arrays.stream(HorizonHead.levels()).boxed().toList(),
                provenance.name() + "-" + sha256(Safetensors.write(tensors)).substring(0, LINEAGE_DIGITS),
                "",
                training);
        if (provenance.parent() != null) {
            manifest = manifest.fineTunedFrom(provenance.parent(), training);
        }
        Golden golden = golden(trained.golden());
        ModelBundle unseen = new ModelBundle(manifest, tensors, golden, "");
        return new ModelBundle(
                manifest,
                tensors,
                golden,
                card(unseen, trained, curve, provenance, heldOut).html());
    }

    /** The vectors that PyTorch computed, as bundles hold them. */
    static Golden.Network golden(dev.undercurrent.training.Golden golden) {
        return new Golden.Network(
                golden.inputs(),
                golden.outputs(),
                golden.step(),
                golden.horizonInputs(),
                golden.horizonCandidates(),
                golden.quantiles());
    }

    private static Card card(
            ModelBundle bundle, Trained trained, List<Losses> curve, Provenance provenance, HeldOut heldOut) {
        var sections = new HeldOutSections(heldOut);
        List<Section> all = new ArrayList<>();
        all.add(losses("nats per event", curve, false));
        all.add(losses("pinball loss of forecasts", curve, true));
        List<Section.Figures.Result> results = new ArrayList<>();
        results.add(new Section.Figures.Result(
                "validation windows, values in units of their running scale",
                "evidence, nats per event",
                -trained.best().validationSurprisal()));
        bundle.manifest()
                .training()
                .figures()
                .forEach(f -> results.add(new Section.Figures.Result(f.data(), f.metric(), f.value())));
        all.add(new Section.Figures(results));
        all.addAll(sections.forecasts());
        all.add(sections.coverage());
        all.add(sections.calibration());
        all.add(sections.residuals());
        return new Card(
                provenance.name(),
                provenance.summary() + " Trained on " + provenance.data() + ".",
                facts(bundle, provenance),
                all);
    }

    private static List<Card.Fact> facts(ModelBundle bundle, Provenance provenance) {
        Manifest manifest = bundle.manifest();
        List<Card.Fact> facts = new ArrayList<>();
        facts.add(new Card.Fact("Architecture", manifest.architecture().description()));
        facts.add(new Card.Fact(
                "Parameters", String.format(Locale.ROOT, "%,d", bundle.tensors().size())));
        facts.add(new Card.Fact(
                "Inputs", manifest.features() + ", " + manifest.architecture().inputs() + " per event"));
        facts.add(new Card.Fact(
                "Horizon", manifest.horizon() + " steps, " + manifest.levels().size() + " quantiles"));
        facts.add(new Card.Fact("Season", "declared per series"));
        facts.add(new Card.Fact(
                "Training",
                String.format(Locale.ROOT, "%,d steps, %,d events", provenance.steps(), provenance.tokens())));
        facts.add(new Card.Fact(
                "Seeds", provenance.seeds().stream().map(Object::toString).collect(Collectors.joining(", "))));
        facts.add(new Card.Fact("Model", manifest.name() + "@" + bundle.id().hash()));
        facts.add(new Card.Fact("Lineage", manifest.lineage()));
        if (!manifest.parent().isEmpty()) {
            facts.add(new Card.Fact(
                    "Fine-tuned from",
                    provenance.parent().manifest().name() + "@"
                            + provenance.parent().id().hash()));
        }
        return facts;
    }

    private static Section.Losses losses(String unit, List<Losses> curve, boolean forecast) {
        int n = curve.size();
        double[] steps = new double[n];
        double[] train = new double[n];
        double[] validation = new double[n];
        for (int i = 0; i < n; i++) {
            Losses l = curve.get(i);
            steps[i] = l.step();
            train[i] = forecast ? l.pinball() : l.surprisal();
            validation[i] = forecast ? l.validationPinball() : l.validationSurprisal();
        }
        return new Section.Losses(unit, steps, train, validation);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
