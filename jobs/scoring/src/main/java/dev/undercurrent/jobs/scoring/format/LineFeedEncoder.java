package dev.undercurrent.jobs.scoring.format;

import dev.undercurrent.core.Verdict;
import dev.undercurrent.core.scoring.Ending;
import dev.undercurrent.core.tokens.LineVerdict;
import dev.undercurrent.core.tokens.SequenceVerdict;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.config.SinkConfig;
import dev.undercurrent.jobs.scoring.registry.SchemaRegistry;
import dev.undercurrent.jobs.scoring.registry.WireFormat;
import dev.undercurrent.schemas.Incident;
import dev.undercurrent.schemas.LineScore;
import dev.undercurrent.schemas.Regime;
import dev.undercurrent.schemas.SequenceScore;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.Schema;

/** Encodes verdicts on lines for the Kafka feeds, in the format and for the feeds that the configuration asks for. */
public final class LineFeedEncoder implements LineEncoder {

    private static final long serialVersionUID = 1L;
    private static final byte[] NONE = new byte[0];

    private final PipelineConfig config;
    private transient RecordWriter writer;
    private transient Map<Feed, byte[]> headers;

    public LineFeedEncoder(PipelineConfig config) {
        this.config = config;
    }

    @Override
    public void open() {
        boolean json = config.sink().format() == SinkConfig.Format.JSON;
        writer = json ? new JsonWriter() : new AvroWriter();
        headers = new EnumMap<>(Feed.class);
        if (config.sink().format() == SinkConfig.Format.AVRO) {
            SchemaRegistry registry = new SchemaRegistry(config.registry());
            header(registry, Feed.LINE_SCORES, LineScore.getClassSchema());
            header(registry, Feed.SEQUENCE_SCORES, SequenceScore.getClassSchema());
            header(registry, Feed.REGIMES, Regime.getClassSchema());
            header(registry, Feed.INCIDENTS, Incident.getClassSchema());
        }
    }

    private void header(SchemaRegistry registry, Feed feed, Schema schema) {
        String topic = feed.topic(config.sink().kafka().prefix());
        headers.put(feed, WireFormat.header(registry.idOf(topic, schema)));
    }

    private void begin(Feed feed) {
        writer.begin(headers.getOrDefault(feed, NONE));
    }

    @Override
    public void scored(MinedLine line, LineVerdict verdict, String model, Consumer<OutRecord> out) {
        SinkConfig.Feeds feeds = config.sink().feeds();
        byte[] key = line.key().getBytes(StandardCharsets.UTF_8);
        byte[] by = model.getBytes(StandardCharsets.UTF_8);
        if (feeds.scores()) {
            begin(Feed.LINE_SCORES);
            LineRecords.line(writer, key, line, verdict, config.logs().model().keepChars(), by);
            out.accept(new OutRecord(Feed.LINE_SCORES, key, writer.end()));
        }
        boolean told = verdict.regime() != Verdict.NO_REGIME
                && (verdict.previousRegime() != Verdict.NO_REGIME || verdict.sequence() == 0);
        if (feeds.regimes() && told) {
            begin(Feed.REGIMES);
            LineRecords.regime(writer, key, line, verdict, by);
            out.accept(new OutRecord(Feed.REGIMES, key, writer.end()));
        }
        if (feeds.incidents() && verdict.incident() != null) {
            begin(Feed.INCIDENTS);
            LineRecords.incident(writer, key, line, verdict, by);
            out.accept(new OutRecord(Feed.INCIDENTS, key, writer.end()));
        }
    }

    @Override
    public void closed(String key, Ending ending, String model, Consumer<OutRecord> out) {
        if (config.sink().feeds().incidents()) {
            byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
            begin(Feed.INCIDENTS);
            Records.ended(writer, bytes, ending, model.getBytes(StandardCharsets.UTF_8));
            out.accept(new OutRecord(Feed.INCIDENTS, bytes, writer.end()));
        }
    }

    @Override
    public void ended(
            String key, End why, SequenceVerdict verdict, String explanation, String model, Consumer<OutRecord> out) {
        if (config.sink().feeds().scores()) {
            byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
            begin(Feed.SEQUENCE_SCORES);
            LineRecords.sequence(writer, bytes, why, verdict, explanation, model.getBytes(StandardCharsets.UTF_8));
            out.accept(new OutRecord(Feed.SEQUENCE_SCORES, bytes, writer.end()));
        }
    }

    @Override
    public void refused(Refused line, String stage, String errorClass, String message, Consumer<OutRecord> out) {
        if (config.sink().feeds().deadLetters()) {
            out.accept(DeadLetters.refused(line, config.source().kafka().topic(), stage, errorClass, message));
        }
    }

    @Override
    public void invalid(RawRecord record, InvalidRecord why, Consumer<OutRecord> out) {
        if (config.sink().feeds().deadLetters()) {
            out.accept(DeadLetters.of(record, why));
        }
    }
}
