package dev.undercurrent.bundle;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.undercurrent.core.network.NetworkSpec;
import java.util.ArrayList;
import java.util.List;

/** The content of a manifest as JSON: all of manifest.json but the hashes. */
final class ManifestJson {

    private static final String DECLARED = "declared per series";
    private static final String FILE = BundleFiles.MANIFEST;

    private ManifestJson() {}

    static ObjectNode write(Manifest m) {
        ObjectNode json = Json.object();
        json.put("format_version", Manifest.FORMAT_VERSION);
        json.put("name", m.name());
        write(json.putObject("architecture"), m.architecture());
        json.put("features", m.features());
        if (m.seasons().isEmpty()) {
            json.put("seasons", DECLARED);
        } else {
            m.seasons().forEach(json.putArray("seasons")::add);
        }
        json.put("horizon", m.horizon());
        m.levels().forEach(json.putArray("levels")::add);
        json.put("lineage", m.lineage());
        json.put("parent", m.parent());
        write(json.putObject("training"), m.training());
        return json;
    }

    private static void write(ObjectNode json, Architecture architecture) {
        json.put("kind", architecture.kind());
        if (architecture instanceof Architecture.Network network) {
            NetworkSpec spec = network.spec();
            json.put("hidden", spec.hidden());
            json.put("layers", spec.layers());
            json.put("heads", spec.heads());
            json.put("window", spec.window());
            json.put("patch", spec.patch());
        } else if (architecture instanceof HmmSpec hmm) {
            json.put("emission", hmm.emission().label());
            json.put("states", hmm.states());
            json.put("channels", hmm.channels());
            if (hmm.order() > 0) {
                json.put("order", hmm.order());
            }
            if (Double.isFinite(hmm.degreesOfFreedom())) {
                json.put("degrees_of_freedom", hmm.degreesOfFreedom());
            }
            if (hmm.vocabulary() > 0) {
                json.put("vocabulary", hmm.vocabulary());
            } else {
                json.put("floor", hmm.floor());
            }
            ArrayNode regimes = json.putArray("regimes");
            for (HmmSpec.Regime regime : hmm.regimes()) {
                regimes.addObject().put("id", regime.id()).put("name", regime.name());
            }
            json.put("next_id", hmm.nextId());
        }
    }

    private static void write(ObjectNode json, Training t) {
        json.put("data", t.data());
        t.seeds().forEach(json.putArray("seeds")::add);
        json.put("steps", t.steps());
        json.put("tokens", t.tokens());
        ArrayNode losses = json.putArray("losses");
        for (Training.Loss loss : t.losses()) {
            ObjectNode entry = losses.addObject().put("step", loss.step()).put("train", loss.train());
            if (!Double.isNaN(loss.validation())) {
                entry.put("validation", loss.validation());
            }
        }
        if (!Double.isNaN(t.evidence())) {
            json.put("evidence", t.evidence());
        }
        ArrayNode figures = json.putArray("figures");
        for (Training.Figure figure : t.figures()) {
            figures.addObject()
                    .put("data", figure.data())
                    .put("metric", figure.metric())
                    .put("value", figure.value());
        }
        json.put("created_by", t.createdBy());
        if (!t.created().isEmpty()) {
            json.put("created", t.created());
        }
    }

    /** @throws BundleException if a field is missing, unknown, of the wrong type or out of range */
    static Manifest read(Fields in) {
        List<Integer> seasons = new ArrayList<>();
        String name = in.text("name");
        Architecture architecture = architecture(in.object("architecture"));
        String features = in.text("features");
        if (in.isText("seasons")) {
            if (!in.text("seasons").equals(DECLARED)) {
                throw in.wrong("seasons", in.text("seasons"), '"' + DECLARED + "\", or a list of events per cycle");
            }
        } else {
            in.integers("seasons", 2, 100_000).forEach(season -> seasons.add(season.intValue()));
            if (seasons.isEmpty()) {
                throw in.wrong("seasons", seasons, '"' + DECLARED + "\", or a list of events per cycle");
            }
        }
        int horizon = (int) in.integer("horizon", 0, 1000);
        List<Double> levels = in.numbers("levels");
        String lineage = in.text("lineage");
        String parent = in.text("parent");
        Training training = training(in.object("training"));
        return new Manifest(name, architecture, features, seasons, horizon, levels, lineage, parent, training);
    }

    private static Architecture architecture(Fields in) {
        String kind = in.text("kind");
        Architecture architecture;
        try {
            architecture = kind.equals("hmm") ? hmm(in) : new Architecture.Network(network(in, kind));
        } catch (BundleException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw new BundleException(FILE + ": architecture: " + e.getMessage(), e);
        }
        in.end();
        return architecture;
    }

    private static NetworkSpec network(Fields in, String label) {
        List<String> labels = new ArrayList<>();
        for (NetworkSpec.Kind kind : NetworkSpec.Kind.values()) {
            if (kind.label().equals(label)) {
                return new NetworkSpec(
                        kind,
                        size(in, "hidden"),
                        size(in, "layers"),
                        size(in, "heads"),
                        size(in, "window"),
                        size(in, "patch"));
            }
            labels.add(kind.label());
        }
        throw in.wrong("kind", label, "hmm, " + String.join(", ", labels));
    }

    private static HmmSpec hmm(Fields in) {
        String label = in.text("emission");
        List<String> labels = new ArrayList<>();
        for (HmmSpec.Emission emission : HmmSpec.Emission.values()) {
            if (emission.label().equals(label)) {
                return new HmmSpec(
                        emission,
                        size(in, "states"),
                        size(in, "channels"),
                        in.has("order") ? size(in, "order") : 0,
                        in.has("degrees_of_freedom") ? in.number("degrees_of_freedom") : Double.POSITIVE_INFINITY,
                        in.has("vocabulary") ? size(in, "vocabulary") : 0,
                        in.has("floor") ? in.number("floor") : 0,
                        regimes(in),
                        (int) in.integer("next_id", 0, Integer.MAX_VALUE));
            }
            labels.add(emission.label());
        }
        throw in.wrong("emission", label, String.join(", ", labels));
    }

    private static List<HmmSpec.Regime> regimes(Fields in) {
        List<HmmSpec.Regime> regimes = new ArrayList<>();
        for (Fields entry : in.objects("regimes")) {
            regimes.add(new HmmSpec.Regime((int) entry.integer("id", 0, Integer.MAX_VALUE), entry.text("name")));
            entry.end();
        }
        return regimes;
    }

    private static int size(Fields in, String name) {
        return (int) in.integer(name, 1, 65536);
    }

    private static Training training(Fields in) {
        List<Training.Loss> losses = new ArrayList<>();
        for (Fields entry : in.objects("losses")) {
            losses.add(new Training.Loss(
                    entry.integer("step", 0, Long.MAX_VALUE),
                    entry.number("train"),
                    entry.has("validation") ? entry.number("validation") : Double.NaN));
            entry.end();
        }
        List<Training.Figure> figures = new ArrayList<>();
        for (Fields entry : in.objects("figures")) {
            figures.add(new Training.Figure(entry.text("data"), entry.text("metric"), entry.number("value")));
            entry.end();
        }
        var training = new Training(
                in.text("data"),
                in.integers("seeds", Long.MIN_VALUE, Long.MAX_VALUE),
                in.integer("steps", 0, Long.MAX_VALUE),
                in.integer("tokens", 0, Long.MAX_VALUE),
                losses,
                in.has("evidence") ? in.number("evidence") : Double.NaN,
                figures,
                in.text("created_by"),
                in.has("created") ? in.text("created") : "");
        in.end();
        return training;
    }
}
