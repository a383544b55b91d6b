package dev.undercurrent.jobs.cli.benchmark;

import dev.undercurrent.core.Reading;
import dev.undercurrent.core.Verdict;
import dev.undercurrent.core.scoring.Arrival;
import dev.undercurrent.core.scoring.KeyState;
import dev.undercurrent.core.scoring.KeyStates;
import dev.undercurrent.core.scoring.Outcome;
import dev.undercurrent.core.scoring.ScorerSettings;
import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.evaluation.benchmark.Detector;
import dev.undercurrent.evaluation.benchmark.Recording;
import dev.undercurrent.evaluation.benchmark.ResultTable;
import dev.undercurrent.evaluation.benchmark.ResultTable.Good;
import dev.undercurrent.jobs.scoring.Settings;
import dev.undercurrent.jobs.scoring.config.ConfigException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows per second of one core, without a job: the models' fold in each profile, and random cut forest on the same rows. */
final class Speed {

    /** Rows that are timed, at most; as many again are taken in first, for the just-in-time compiler. */
    private static final int ROWS = 60_000;

    private static final int TURNS = 3;
    private static final List<String> PROFILES = List.of("light", "standard", "deep");

    private Speed() {}

    /** Takes in rows one by one. */
    private interface Consumer {
        void row(double[] values, long micros);

        /** Bytes of state, NaN where unknown. */
        double bytes();
    }

    private interface Start {
        Consumer series(Recording recording);
    }

    private record Pace(double rate, double bytes) {}

    static List<ResultTable> tables(Session session, List<Recording> recordings) {
        if (!session.speed()) {
            return List.of();
        }
        List<Recording> some = some(recordings);
        Map<String, Start> contestants = new LinkedHashMap<>();
        StringBuilder absent = new StringBuilder();
        for (String profile : PROFILES) {
            List<String> sets = List.of("model.profile=" + profile);
            try {
                int channels = recordings.get(0).channels().size();
                ScorerSettings settings = Settings.of(session.config(channels, sets));
                contestants.put("undercurrent, " + profile, recording -> fold(settings, recording));
            } catch (ConfigException e) {
                absent.append(" Profile ")
                        .append(profile)
                        .append(" is not there: ")
                        .append(e.getMessage())
                        .append('.');
            }
        }
        contestants.put("random-cut-forest", Speed::forest);
        Map<String, Pace> paces = new LinkedHashMap<>();
        contestants.forEach((name, start) -> {
            session.err().println("speed of " + name + " ...");
            session.err().flush();
            paces.put(name, pace(start, some));
        });
        double forest = paces.get("random-cut-forest").rate();
        ResultTable.Builder table = new ResultTable.Builder(
                        "Speed on one core",
                        "The same rows of the same series, one after the other, in one thread of one run; best of "
                                + TURNS
                                + " turns after as many rows to warm up. Without reading, a job or writing. Bytes: largest"
                                + " state of a series, serialised." + absent)
                .column("rate", "rows/s", 0, Good.HIGH)
                .column("ratio", "relative to random cut forest", 1, Good.HIGH)
                .column("micros", "µs per row", 1, Good.LOW)
                .column("bytes", "bytes per series", 0, Good.NEITHER);
        paces.forEach((name, pace) -> {
            Map<String, Double> figures = new LinkedHashMap<>();
            figures.put("rate", pace.rate());
            figures.put("ratio", pace.rate() / forest);
            figures.put("micros", 1e6 / pace.rate());
            figures.put("bytes", pace.bytes());
            table.row(name, figures);
        });
        return List.of(table.build());
    }

    /** Whole series, until there are rows enough. */
    private static List<Recording> some(List<Recording> all) {
        List<Recording> some = new ArrayList<>();
        int rows = 0;
        for (Recording r : all) {
            if (rows < ROWS && r.channels().size() == all.get(0).channels().size()) {
                some.add(r);
                rows += r.rows();
            }
        }
        return some;
    }

    private static Pace pace(Start start, List<Recording> recordings) {
        run(start, recordings);
        double best = 0;
        double bytes = Double.NaN;
        for (int turn = 0; turn < TURNS; turn++) {
            Pace pace = run(start, recordings);
            best = Math.max(best, pace.rate());
            bytes = pace.bytes();
        }
        return new Pace(best, bytes);
    }

    private static Pace run(Start start, List<Recording> recordings) {
        long rows = 0;
        double bytes = Double.NaN;
        double seconds = 0;
        for (Recording recording : recordings) {
            Consumer consumer = start.series(recording);
            long[] micros = recording.micros();
            double[][] values = recording.values();
            long began = System.nanoTime();
            for (int i = 0; i < values.length; i++) {
                consumer.row(values[i], micros[i]);
            }
            seconds += (System.nanoTime() - began) / 1e9;
            rows += values.length;
            double state = consumer.bytes();
            bytes = Double.isNaN(bytes) ? state : Math.max(bytes, state);
        }
        return new Pace(rows / seconds, bytes);
    }

    private static Consumer fold(ScorerSettings settings, Recording recording) {
        KeyStates states = new KeyStates(settings);
        KeyState state = states.start(recording.name(), recording.channels().size());
        Counter counter = new Counter();
        return new Consumer() {
            private long offset;

            @Override
            public void row(double[] values, long micros) {
                states.accept(state, new Arrival(new Reading(micros, values), 0, offset++), counter);
            }

            @Override
            public double bytes() {
                if (Double.isNaN(counter.sum)) {
                    throw new IllegalStateException("a score of " + recording.name() + " is NaN");
                }
                ByteSink sink = new ByteSink(1 << 12);
                states.write(state, sink);
                return sink.toBytes().length;
            }
        };
    }

    private static Consumer forest(Recording recording) {
        Detector forest = new RandomCutForest(recording.channels().size());
        return new Consumer() {
            @Override
            public void row(double[] values, long micros) {
                forest.tail(values);
            }

            @Override
            public double bytes() {
                return Double.NaN;
            }
        };
    }

    /** Adds verdicts up, so that none is thrown away unseen. */
    private static final class Counter implements Outcome {
        private double sum;

        @Override
        public void scored(Arrival arrival, Verdict verdict) {
            sum += verdict.anomalyScore();
        }

        @Override
        public void late(Arrival arrival, long clock) {
            sum++;
        }

        @Override
        public void duplicate(Arrival arrival) {
            sum++;
        }
    }
}
