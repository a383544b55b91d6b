package dev.undercurrent.jobs.scoring.config;

import java.io.Serializable;
import java.util.List;

/** The sequence model of each series. */
public record ModelConfig(
        @Key(doc = "Number of regimes.", initial = "4", min = 1, max = 32)
        int regimes,

        @Key(doc = "Law of the values within a regime.", initial = "student-t")
        Emission emission,

        @Key(doc = "Past values an autoregressive law looks at; unused otherwise.", initial = "1", min = 1, max = 8)
        int order,

        @Key(
                doc = "Degrees of freedom of the student-t law; fewer = heavier tails; unused otherwise.",
                initial = "4",
                min = 2.1,
                max = 1000)
        double degreesOfFreedom,

        @Key(doc = "Rows a regime is expected to last.", initial = "50", min = 1.5, max = 1e9)
        double dwell,

        @Key(doc = "Rows after which what was learned has faded to 1/e.", initial = "500", min = 2, max = 1e9)
        double learningMemory,

        @Key(
                doc = "Whether each series also has a seasonal autoregression of its own, learnt as it runs: the best"
                        + " forecasts where there is a season; about 2 KB per series with season 24 and cycle 168.",
                initial = "false")
        boolean seasonal,

        @Key(
                doc =
                        "Trained network that scores each series too: none, base (the one that comes along), or the path of a"
                                + " bundle.",
                initial = "none")
        String network,

        @Key(
                doc =
                        "Where the regimes of each series start from: none (they are learnt from its first rows on), or the path of"
                                + " a bundle of a hidden Markov model, which then decides emission, regimes and order too. Its"
                                + " ids of regimes are kept, and learning goes on. A series with another number of values than"
                                + " that of the model learns its own.",
                initial = "none")
        String hmm,

        @Key(
                doc =
                        "Networks that are the regimes: [] (none), or 2 to 8 of base and paths of bundles. Regime k, counted from 0, is the"
                                + " k-th of them, while it explains the series better than the others; each is stepped with every"
                                + " row. Takes the place of the regimes of model.memory and of the hidden Markov model, which"
                                + " otherwise stay; not together with model.hmm.",
                initial = "[]")
        List<String> experts,

        @Key(
                doc =
                        "Past of each series that tells its regimes apart where it has one channel, by shape and under their old number: profile (as of"
                                + " model.profile), none, standard (the last 1,000 rows), deep (4,000), or a number of rows from 200 to"
                                + " 32,000. About 30 and 111 KB per series and value.",
                initial = "profile")
        String memory,

        @Key(
                doc =
                        "What each series remembers: light (about 1 KB: models alone), standard (its last 1,000 rows too, about"
                                + " 100 KB) or deep (its last 4,000, about 350 KB): better scores and regimes, for fewer series.",
                initial = "light")
        Profile profile)
        implements Serializable {

    /** Laws of the values within a regime. */
    public enum Emission {
        GAUSSIAN,
        STUDENT_T,
        AUTOREGRESSIVE
    }

    /** What a series remembers of its own past. */
    public enum Profile {
        /** Nothing but what models carry. */
        LIGHT(0),
        STANDARD(1000),
        DEEP(4000);

        private final int windows;

        Profile(int windows) {
            this.windows = windows;
        }

        /** Windows remembered. */
        public int windows() {
            return windows;
        }
    }
}
