package dev.undercurrent.it;

import dev.undercurrent.schemas.Forecast;
import dev.undercurrent.schemas.Incident;
import dev.undercurrent.schemas.MemberView;
import dev.undercurrent.schemas.Phase;
import dev.undercurrent.schemas.Score;
import dev.undercurrent.schemas.Status;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;

/** A series with made-up verdicts: a wave with noise and two regimes, and anomalies to order. */
final class PlaySeries {

    private static final String MODEL = "playground@0123456789ab";
    private static final int ANOMALY = 24;
    private static final int HORIZON = 12;

    private final String id;
    private final int channels;
    private final boolean mixed;
    private final Instant epoch;
    private final SplittableRandom random;
    private long sequence;
    private int burning;
    private long incidents;
    private Incident open;
    private Instant since;
    private int regime;

    PlaySeries(String id, int channels, boolean mixed, long seed, Instant epoch) {
        this.id = id;
        this.channels = channels;
        this.mixed = mixed;
        this.epoch = epoch;
        this.since = epoch;
        this.random = new SplittableRandom(seed);
    }

    String id() {
        return id;
    }

    /** Makes the next events unusual. */
    void disturb() {
        burning = ANOMALY;
    }

    /** The verdict on the next event. */
    Score next(Instant time) {
        int now = sequence / 150 % 2 == 0 ? 0 : 1;
        if (now != regime) {
            regime = now;
            since = time;
        }
        boolean odd = burning > 0;
        burning = Math.max(0, burning - 1);
        double level = 50 + 20 * regime + 10 * Math.sin(sequence / 20.0);
        double noise = random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5;
        double value = level + 2 * noise + (odd ? 40 : 0);
        double score = odd ? 0.8 + 0.1 * random.nextDouble() : 0.15 * random.nextDouble();
        Incident step = step(time, odd, score);
        Score made = Score.newBuilder()
                .setSeries(id)
                .setTime(time)
                .setSequence(sequence++)
                .setEpoch(epoch)
                .setValues(new ArrayList<>(Collections.nCopies(channels, value)))
                .setStatus(odd ? Status.FROZEN : Status.OK)
                .setSurprisal(odd ? 22.5 : 1.5 + noise * noise)
                .setPValue(Math.pow(10, -12 * score))
                .setAnomalyScore(score)
                .setAlarm(open != null)
                .setRegime(regime)
                .setRegimeProbability(1 - 0.3 * random.nextDouble())
                .setChangeProbability(sequence % 150 == 0 ? 0.9 : 0.01)
                .setRegimeSince(since)
                .setExpected(Collections.nCopies(channels, level))
                .setLower(Collections.nCopies(channels, level - 5))
                .setUpper(Collections.nCopies(channels, level + 5))
                .setContributions(channels > 1 ? Collections.nCopies(channels, 1.0 / channels) : null)
                .setMembers(mixed ? members() : null)
                .setIncident(step == null ? null : step.getNumber())
                .setModel(MODEL)
                .build();
        return made;
    }

    private static List<MemberView> members() {
        return List.of(new MemberView("hmm", 0.6, 1.4, 0.3), new MemberView("lstm", 0.4, 1.7, 0.2));
    }

    private Incident step(Instant time, boolean odd, double score) {
        if (!odd && open == null) {
            return null;
        }
        Phase phase = open == null ? Phase.OPEN : odd ? Phase.UPDATE : Phase.CLOSE;
        boolean peak = open == null || score > open.getPeakScore();
        Incident step = Incident.newBuilder()
                .setSeries(id)
                .setTime(time)
                .setSequence(sequence)
                .setEpoch(epoch)
                .setNumber(open == null ? ++incidents : incidents)
                .setPhase(phase)
                .setOnset(open == null ? time : open.getOnset())
                .setOpened(open == null ? time : open.getOpened())
                .setPeakScore(peak ? score : open.getPeakScore())
                .setPeakTime(peak ? time : open.getPeakTime())
                .setAnomalyScore(score)
                .setRegime(regime)
                .setModel(MODEL)
                .build();
        changed = step;
        open = phase == Phase.CLOSE ? null : step;
        return step;
    }

    private Incident changed;

    /** What the last event did to an incident, once; null where nothing. */
    Incident takeIncident() {
        Incident step = changed;
        changed = null;
        return step;
    }

    /** A forecast every twelve events, else null. */
    Forecast forecast(Instant time, long stepMicros) {
        if (sequence % HORIZON != 0) {
            return null;
        }
        List<Double> quantiles = new ArrayList<>();
        for (int c = 0; c < channels; c++) {
            for (int step = 1; step <= HORIZON; step++) {
                double level = 50 + 20 * regime + 10 * Math.sin((sequence + step - 1) / 20.0);
                Collections.addAll(quantiles, level - 2 - 0.1 * step, level, level + 2 + 0.1 * step);
            }
        }
        return Forecast.newBuilder()
                .setSeries(id)
                .setTime(time)
                .setSequence(sequence)
                .setEpoch(epoch)
                .setStep(stepMicros)
                .setHorizon(HORIZON)
                .setChannels(channels)
                .setLevels(List.of(0.1, 0.5, 0.9))
                .setQuantiles(quantiles)
                .setModel(MODEL)
                .build();
    }
}
