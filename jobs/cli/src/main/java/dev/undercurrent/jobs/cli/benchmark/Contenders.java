package dev.undercurrent.jobs.cli.benchmark;

import dev.undercurrent.core.calibration.AlarmSettings;
import dev.undercurrent.evaluation.benchmark.Baseline;
import dev.undercurrent.evaluation.benchmark.Detector;
import dev.undercurrent.evaluation.benchmark.Recording;
import dev.undercurrent.evaluation.benchmark.Track;
import dev.undercurrent.jobs.scoring.Settings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Other detectors on the same recordings in the same run. */
final class Contenders {

    private static final int LONGEST_SEASON = 4096;

    private Contenders() {}

    /**
     * What one of them said.
     *
     * @param threshold of its raw scores, fixed beforehand
     * @param tracks by name of the recording
     * @param rows taken in
     * @param seconds that took, on one core
     */
    record Contender(String title, double threshold, Map<String, Track> tracks, long rows, double seconds) {

        double rate() {
            return rows / Math.max(seconds, 1e-6);
        }
    }

    static List<Detector.Factory> factories() {
        List<Detector.Factory> all = new ArrayList<>();
        all.add(RandomCutForest.factory());
        all.addAll(List.of(Baseline.values()));
        return all;
    }

    static List<Contender> run(Session session, List<Recording> recordings) {
        List<Contender> all = new ArrayList<>();
        if (!session.baselines()) {
            return all;
        }
        for (Detector.Factory factory : factories()) {
            session.err().println(factory.title() + ": " + recordings.size() + " series ...");
            session.err().flush();
            Map<String, Track> tracks = new LinkedHashMap<>();
            long rows = 0;
            long began = System.nanoTime();
            for (Recording recording : recordings) {
                int channels = recording.channels().size();
                AlarmSettings alarm =
                        Settings.of(session.config(channels, List.of())).alarm();
                Detector detector = factory.start(channels, recording.rowsPerDay(LONGEST_SEASON));
                tracks.put(recording.name(), Track.of(detector, recording.values(), recording.micros(), alarm));
                rows += recording.rows();
            }
            double seconds = (System.nanoTime() - began) / 1e9;
            all.add(new Contender(factory.title(), factory.threshold(), tracks, rows, seconds));
        }
        return all;
    }
}
