package dev.undercurrent.jobs.scoring.config;

import java.io.Serializable;
import java.time.Duration;

/** When a score becomes an alarm. */
public record AlarmConfig(
        @Key(doc = "Alarms that are tolerable per series within the time per.", initial = "1", min = 1e-6, max = 1e6)
        double budget,

        @Key(doc = "Time of the budget.", initial = "7d", min = 1)
        Duration per,

        @Key(doc = "Rows before a series may alarm.", initial = "64", min = 0, max = 1000000)
        int warmUp,

        @Key(doc = "Rows after an incident within which no new one opens.", initial = "150", min = 0, max = 1000000)
        int refractory,

        @Key(
                doc = "Rows for which learning is withheld during an incident; a level shift that lasts longer becomes"
                        + " the new normal.",
                initial = "64",
                min = 0,
                max = 1000000)
        int freeze,

        @Key(doc = "Quiet rows that end an incident.", initial = "8", min = 1, max = 1000000)
        int hold)
        implements Serializable {}
