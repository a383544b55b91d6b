package dev.undercurrent.jobs.scoring.logs;

import dev.undercurrent.bundle.BundleException;
import dev.undercurrent.bundle.LanguageBundle;
import dev.undercurrent.core.calibration.AlarmSettings;
import dev.undercurrent.core.tokens.LineScorer;
import dev.undercurrent.core.tokens.LineScorerSettings;
import dev.undercurrent.core.tokens.LogModel;
import dev.undercurrent.core.tokens.TemplateMiner;
import dev.undercurrent.jobs.scoring.Settings;
import dev.undercurrent.jobs.scoring.config.ConfigException;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import java.nio.file.Path;

/** The model of lines that a configuration asks for. */
public final class LineModels {

    /** Name of the model that knows nothing but what it hears. */
    static final String ADAPTIVE = "adaptive@1";

    private LineModels() {}

    /** A scorer; one per task, since it may have scratch. */
    public static LineScorer scorer(PipelineConfig config) {
        LanguageBundle bundle = bundle(config);
        return new LineScorer(settings(config), bundle == null ? LogModel.untrained() : bundle.model());
    }

    /** Name of the model in verdicts and states. */
    public static String name(PipelineConfig config) {
        LanguageBundle bundle = bundle(config);
        return bundle == null ? ADAPTIVE : bundle.id().toString();
    }

    /** The templates that every source starts with; null where nothing is trained. */
    static TemplateMiner.State templates(PipelineConfig config) {
        LanguageBundle bundle = bundle(config);
        return bundle == null ? null : bundle.templates();
    }

    /**
     * The bundle that a configuration names, read and checked; null for none.
     *
     * @throws ConfigException where there is no such bundle, or it is damaged
     */
    public static LanguageBundle bundle(PipelineConfig config) {
        String name = config.logs().model().bundle();
        if (name.equals("none")) {
            return null;
        }
        try {
            return LanguageBundle.read(Path.of(name));
        } catch (BundleException e) {
            throw ConfigException.of("logs.model.bundle", name, "none, or a sound bundle of a log; " + e.getMessage());
        }
    }

    private static LineScorerSettings settings(PipelineConfig config) {
        AlarmSettings alarm = Settings.alarm(config.alarm());
        return new LineScorerSettings(
                config.logs().model().top(),
                config.logs().model().templatesPerKey(),
                config.logs().model().adaptation(),
                config.logs().sequence().pValue(),
                alarm);
    }
}
