package dev.undercurrent.jobs.scoring.format;

import dev.undercurrent.core.Verdict;
import dev.undercurrent.core.scoring.Ending;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.config.SinkConfig;
import dev.undercurrent.jobs.scoring.registry.SchemaRegistry;
import dev.undercurrent.jobs.scoring.registry.WireFormat;
import dev.undercurrent.schemas.Forecast;
import dev.undercurrent.schemas.Incident;
import dev.undercurrent.schemas.Late;
import dev.undercurrent.schemas.Regime;
import dev.undercurrent.schemas.Score;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;
import org.apache.avro.Schema;

/** Encodes verdicts for the Kafka feeds, in the format and for the feeds that the configuration asks for. */
public final class FeedEncoder implements VerdictEncoder {

    private static final long serialVersionUID = 1L;
    private static final byte[] NONE = new byte[0];

    private final PipelineConfig config;
    private transient RecordWriter writer;
    private transient byte[][] headers;
    private transient String lastModel;
    private transient byte[] lastModelBytes;

    public FeedEncoder(PipelineConfig config) {
        this.config = config;
    }

    @Override
    public void open() {
        boolean json = config.sink().format() == SinkConfig.Format.JSON;
        writer = json ? new JsonWriter() : new AvroWriter();
        headers = new byte[][] {NONE, NONE, NONE, NONE, NONE};
        if (config.sink().format() == SinkConfig.Format.AVRO) {
            SchemaRegistry registry = new SchemaRegistry(config.registry());
            headers = new byte[][] {
                header(registry, Feed.SCORES, Score.getClassSchema()),
                header(registry, Feed.REGIMES, Regime.getClassSchema()),
                header(registry, Feed.FORECASTS, Forecast.getClassSchema()),
                header(registry, Feed.INCIDENTS, Incident.getClassSchema()),
                header(registry, Feed.LATE, Late.getClassSchema())
            };
        }
    }

    private byte[] header(SchemaRegistry registry, Feed feed, Schema schema) {
        return WireFormat.header(registry.idOf(feed.topic(config.sink().kafka().prefix()), schema));
    }

    @Override
    public void scored(Event event, Verdict verdict, String model, Consumer<OutRecord> out) {
        SinkConfig.Feeds feeds = config.sink().feeds();
        byte[] series = event.series().getBytes(StandardCharsets.UTF_8);
        byte[] modelBytes = model(model);
        if (feeds.scores()) {
            writer.begin(headers[Feed.SCORES.code()]);
            Records.score(writer, series, event.values(), verdict, modelBytes);
            out.accept(new OutRecord(Feed.SCORES, series, writer.end()));
        }
        if (feeds.regimes() && (verdict.regimeChanged() || verdict.sequence() == 0)) {
            writer.begin(headers[Feed.REGIMES.code()]);
            Records.regime(writer, series, verdict, modelBytes);
            out.accept(new OutRecord(Feed.REGIMES, series, writer.end()));
        }
        if (feeds.forecasts() && verdict.forecast() != null) {
            writer.begin(headers[Feed.FORECASTS.code()]);
            Records.forecast(writer, series, verdict, modelBytes);
            out.accept(new OutRecord(Feed.FORECASTS, series, writer.end()));
        }
        if (feeds.incidents() && verdict.incident() != null) {
            writer.begin(headers[Feed.INCIDENTS.code()]);
            Records.incident(writer, series, verdict, modelBytes);
            out.accept(new OutRecord(Feed.INCIDENTS, series, writer.end()));
        }
    }

    @Override
    public void late(Event event, long clock, Consumer<OutRecord> out) {
        if (config.sink().feeds().late()) {
            byte[] series = event.series().getBytes(StandardCharsets.UTF_8);
            writer.begin(headers[Feed.LATE.code()]);
            Records.late(writer, series, event, topic(), clock);
            out.accept(new OutRecord(Feed.LATE, series, writer.end()));
        }
    }

    @Override
    public void duplicate(Event event, Consumer<OutRecord> out) {
        // nothing new was said; counted by the caller
    }

    @Override
    public void silent(String series, Verdict verdict, String model, Consumer<OutRecord> out) {
        if (config.sink().feeds().scores()) {
            byte[] key = series.getBytes(StandardCharsets.UTF_8);
            double[] values = new double[verdict.expected().length];
            Arrays.fill(values, Double.NaN);
            writer.begin(headers[Feed.SCORES.code()]);
            Records.score(writer, key, values, verdict, model(model));
            out.accept(new OutRecord(Feed.SCORES, key, writer.end()));
        }
    }

    @Override
    public void ended(String series, Ending ending, String model, Consumer<OutRecord> out) {
        if (config.sink().feeds().incidents()) {
            byte[] key = series.getBytes(StandardCharsets.UTF_8);
            writer.begin(headers[Feed.INCIDENTS.code()]);
            Records.ended(writer, key, ending, model(model));
            out.accept(new OutRecord(Feed.INCIDENTS, key, writer.end()));
        }
    }

    @Override
    public void refused(Event event, String errorClass, String message, Consumer<OutRecord> out) {
        if (config.sink().feeds().deadLetters()) {
            byte[] series = event.series().getBytes(StandardCharsets.UTF_8);
            writer.begin(headers[Feed.LATE.code()]);
            Records.refused(writer, series, event, topic());
            String[] why = DeadLetters.refused(event, topic(), errorClass, message);
            out.accept(new OutRecord(Feed.DEAD_LETTERS, series, writer.end(), why));
        }
    }

    private String topic() {
        return config.source().kafka().topic();
    }

    @Override
    public void invalid(RawRecord record, InvalidRecord why, Consumer<OutRecord> out) {
        if (config.sink().feeds().deadLetters()) {
            out.accept(DeadLetters.of(record, why));
        }
    }

    private byte[] model(String model) {
        if (!model.equals(lastModel)) {
            lastModel = model;
            lastModelBytes = model.getBytes(StandardCharsets.UTF_8);
        }
        return lastModelBytes;
    }
}
