package dev.undercurrent.jobs.scoring.logs;

import dev.undercurrent.core.calibration.AlarmSettings;
import dev.undercurrent.core.tokens.LineScorer;
import dev.undercurrent.core.tokens.LineScorerSettings;
import dev.undercurrent.core.tokens.LogModel;
import dev.undercurrent.jobs.scoring.Settings;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;

/** The model of lines that a configuration asks for. */
public final class LineModels {

    /** Name of the model that knows nothing but what it hears. */
    static final String ADAPTIVE = "adaptive@1";

    private LineModels() {}

    /** A scorer; one per task, since it may have scratch. */
    public static LineScorer scorer(PipelineConfig config) {
        return new LineScorer(settings(config), LogModel.untrained());
    }

    /** Name of the model in verdicts and states. */
    public static String name(PipelineConfig config) {
        return ADAPTIVE;
    }

    private static LineScorerSettings settings(PipelineConfig config) {
        AlarmSettings alarm = Settings.alarm(config.alarm());
        return new LineScorerSettings(
                config.logs().model().top(),
                config.logs().model().templatesPerKey(),
                config.logs().sequence().pValue(),
                alarm);
    }
}
