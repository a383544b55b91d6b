package dev.undercurrent.it;

import dev.undercurrent.core.Reading;
import dev.undercurrent.core.Verdict;
import dev.undercurrent.core.scoring.Arrival;
import dev.undercurrent.core.scoring.Ending;
import dev.undercurrent.core.scoring.KeyState;
import dev.undercurrent.core.scoring.KeyStates;
import dev.undercurrent.core.scoring.Outcome;
import dev.undercurrent.core.scoring.ScorerSettings;
import dev.undercurrent.jobs.scoring.Settings;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.format.Event;
import dev.undercurrent.jobs.scoring.format.Feed;
import dev.undercurrent.jobs.scoring.format.FeedEncoder;
import dev.undercurrent.jobs.scoring.format.OutRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The oracle: a plain loop over the events with a map of states. What it writes, as hexadecimal bytes, by feed and key. */
final class Fold implements Outcome, Consumer<OutRecord> {

    private final Map<Feed, Map<String, List<String>>> written = new EnumMap<>(Feed.class);
    private final Map<String, KeyState> keys = new TreeMap<>();
    private final ScorerSettings settings;
    private final KeyStates states;
    private final FeedEncoder encoder;
    private String series;
    int scored;
    int late;
    int duplicates;

    Fold(PipelineConfig config) {
        settings = Settings.of(config);
        states = new KeyStates(settings);
        encoder = new FeedEncoder(config);
        encoder.open();
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

    /** The values of each key, in order. */
    Map<String, List<String>> written(Feed feed) {
        return written.getOrDefault(feed, Map.of());
    }

    /** The same of records that were read. */
    static Map<String, List<String>> read(List<ConsumerRecord<byte[], byte[]>> records) {
        Map<String, List<String>> read = new TreeMap<>();
        records.forEach(r -> add(read, r.key(), r.value()));
        return read;
    }

    private static void add(Map<String, List<String>> to, byte[] key, byte[] value) {
        to.computeIfAbsent(new String(key, StandardCharsets.UTF_8), k -> new ArrayList<>())
                .add(HexFormat.of().formatHex(value));
    }

    @Override
    public void accept(OutRecord record) {
        add(written.computeIfAbsent(record.feed(), f -> new TreeMap<>()), record.key(), record.value());
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
}
