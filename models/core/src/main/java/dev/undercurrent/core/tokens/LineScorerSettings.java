package dev.undercurrent.core.tokens;

import dev.undercurrent.core.calibration.AlarmSettings;
import java.io.Serializable;

/**
 * How the lines of a key are scored.
 *
 * @param expected number of most probable templates in a verdict, 0 to 100
 * @param templates most templates that a key remembers beside those of the model, 1 to 4,096
 * @param adaptation share that the law which a key learns for itself has at first beside a trained one, in [0, 1); 0 leaves
 *     it out; where nothing is trained there is only this one
 * @param sequencePValue p-value below which a whole sequence is anomalous, in (0, 1)
 * @param alarm when a key's lines alarm
 */
public record LineScorerSettings(
        int expected, int templates, double adaptation, double sequencePValue, AlarmSettings alarm)
        implements Serializable {

    private static final long DAY = 86_400_000_000L;

    public LineScorerSettings {
        if (expected < 0 || expected > 100 || templates < 1 || templates > 4096) {
            throw new IllegalArgumentException(
                    "expected is " + expected + " and templates " + templates + "; allowed: 0 to 100 and 1 to 4,096");
        }
        if (!(adaptation >= 0 && adaptation < 1)) {
            throw new IllegalArgumentException("adaptation is " + adaptation + "; allowed: at least 0, below 1");
        }
        if (!(sequencePValue > 0 && sequencePValue < 1)) {
            throw new IllegalArgumentException("sequence p-value is " + sequencePValue + "; allowed: above 0, below 1");
        }
    }

    /** Without a law that a key learns for itself beside a trained one. */
    public LineScorerSettings(int expected, int templates, double sequencePValue, AlarmSettings alarm) {
        this(expected, templates, 0, sequencePValue, alarm);
    }

    /** Five expected templates, 256 per key, one sequence in two hundred, one incident per key and week. */
    public static LineScorerSettings standard() {
        return new LineScorerSettings(5, 256, 0, 5e-3, new AlarmSettings(1, 7 * DAY, 200, 100, 20, 100));
    }
}
