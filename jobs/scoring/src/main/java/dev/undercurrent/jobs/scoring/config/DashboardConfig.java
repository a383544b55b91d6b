package dev.undercurrent.jobs.scoring.config;

import java.io.Serializable;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;

/** The live page: who may see it, and how much it remembers. */
public record DashboardConfig(
        @Key(
                doc = "Address the page is served at; anything but a loopback address needs dashboard.token.",
                initial = "127.0.0.1",
                pattern = "[0-9A-Za-z.:_-]{1,253}")
        String bind,

        @Key(doc = "Port the page is served at; 0 = a free one.", initial = "8088", min = 0, max = 65535)
        int port,

        @Key(
                doc =
                        "What a reader has to give to see the page, 16 characters or more; best as ${ENV}. Absent = none.",
                pattern = "[!-~]{16,200}")
        String token,

        @Key(doc = "How far back the topics are read at the start.", initial = "15m")
        Duration readBack,

        @Key(
                doc = "Records read back per topic and partition at most, however far back they reach.",
                initial = "500000",
                min = 0,
                max = 1e9)
        int readBackRecords,

        @Key(
                doc = "Verdicts kept per series; 600 cost about 30 KB per channel.",
                initial = "600",
                min = 16,
                max = 1000000)
        int history,

        @Key(
                doc = "Series kept; beyond, the one that was silent for longest is dropped.",
                initial = "10000",
                min = 1,
                max = 1000000)
        int maxSeries,

        @Key(
                doc = "Passed to the Kafka consumers of the page as they are, over the security settings of"
                        + " sink.kafka.properties.")
        Map<String, String> properties)
        implements Serializable {

    private static final Pattern LOOPBACK =
            Pattern.compile("localhost|127(\\.\\d{1,3}){3}|::1|0:0:0:0:0:0:0:1", Pattern.CASE_INSENSITIVE);

    public DashboardConfig {
        if (token == null && !LOOPBACK.matcher(bind).matches()) {
            throw ConfigException.of(
                    "dashboard.bind",
                    bind,
                    "a loopback address (127.0.0.1, localhost, ::1) where dashboard.token is not set: whoever reaches"
                            + " the page sees every series");
        }
    }

    /** True where only this machine reaches the page. */
    public boolean loopback() {
        return LOOPBACK.matcher(bind).matches();
    }

    @Override
    public String toString() {
        return Plan.of(this);
    }
}
