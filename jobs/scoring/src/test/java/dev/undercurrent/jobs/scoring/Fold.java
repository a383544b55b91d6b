package dev.undercurrent.jobs.scoring;

import dev.undercurrent.core.Reading;
import dev.undercurrent.core.Verdict;
import dev.undercurrent.core.scoring.Arrival;
import dev.undercurrent.core.scoring.Ending;
import dev.undercurrent.core.scoring.KeyState;
import dev.undercurrent.core.scoring.KeyStates;
import dev.undercurrent.core.scoring.Outcome;
import dev.undercurrent.core.scoring.ScorerSettings;
import dev.undercurrent.jobs.scoring.config.ConfigLoader;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.format.Event;
import dev.undercurrent.jobs.scoring.format.FeedEncoder;
import dev.undercurrent.jobs.scoring.format.OutRecord;
import dev.undercurrent.jobs.scoring.format.VerdictEncoder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The oracle: a plain loop over events with a map of states, no Flink. */
final class Fold implements Outcome, Consumer<OutRecord> {

    /** Avro bodies hold a double's raw bits, so that equal text is equal bit for bit. */
    static final PipelineConfig CONFIG = ConfigLoader.load("sink: {format: avro-plain}", List.of(), Map.of());

    private final Map<String, KeyState> keys = new TreeMap<>();
    private final VerdictEncoder encoder = new FeedEncoder(CONFIG);
    private final List<String> lines = new ArrayList<>();
    private ScorerSettings settings;
    private KeyStates states;
    private String series;
    int scored;
    int late;
    int duplicates;

    Fold(ScorerSettings settings) {
        encoder.open();
        changeTo(settings);
    }

    /** Goes on with the same states under other settings. */
    void changeTo(ScorerSettings other) {
        settings = other;
        states = new KeyStates(other);
        keys.replaceAll((key, state) -> states.carryOn(state));
    }

    Fold accept(List<Event> events) {
        for (Event event : events) {
            series = event.series();
            KeyState key = keys.computeIfAbsent(series, s -> states.start(s, event.values().length));
            var arrival = new Arrival(new Reading(event.time(), event.values()), event.partition(), event.offset());
            states.accept(key, arrival, this);
        }
        return this;
    }

    Fold drain() {
        keys.forEach((name, state) -> {
            series = name;
            states.drain(state, this);
        });
        return this;
    }

    /** Every record written so far. */
    List<String> lines() {
        return lines;
    }

    @Override
    public void scored(Arrival arrival, Verdict verdict) {
        scored++;
        encoder.scored(event(arrival), verdict, settings.modelId().toString(), this);
    }

    @Override
    public void late(Arrival arrival, long clock) {
        late++;
        encoder.late(event(arrival), clock - settings.lateness(), this);
    }

    @Override
    public void ended(Ending ending) {
        encoder.ended(series, ending, settings.modelId().toString(), this);
    }

    @Override
    public void duplicate(Arrival arrival) {
        duplicates++;
    }

    private Event event(Arrival arrival) {
        Reading reading = arrival.reading();
        return new Event(series, reading.time(), reading.values(), arrival.partition(), arrival.offset());
    }

    @Override
    public void accept(OutRecord record) {
        lines.add(line(record));
    }

    static String line(OutRecord record) {
        HexFormat hex = HexFormat.of();
        String headers = record.headers() == null ? "" : " " + String.join("|", record.headers());
        return new String(record.key(), java.nio.charset.StandardCharsets.UTF_8) + " " + record.feed() + " "
                + hex.formatHex(record.value()) + headers;
    }

    /** The lines of each key, in order. */
    static Map<String, List<String>> byKey(List<String> lines) {
        Map<String, List<String>> all = new TreeMap<>();
        for (String line : lines) {
            all.computeIfAbsent(line.substring(0, line.indexOf(' ')), k -> new ArrayList<>())
                    .add(line);
        }
        return all;
    }
}
