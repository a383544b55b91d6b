package dev.undercurrent.jobs.dashboard;

import dev.undercurrent.jobs.scoring.format.Feed;
import dev.undercurrent.schemas.Forecast;
import dev.undercurrent.schemas.Incident;
import dev.undercurrent.schemas.Late;
import dev.undercurrent.schemas.LineScore;
import dev.undercurrent.schemas.Score;
import java.io.IOException;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes one record of a feed into what is remembered. For one thread, as its decoder is. */
final class Intake {

    private final FeedDecoder decoder;
    private final Store store;
    private final PipelineState state;

    Intake(FeedDecoder decoder, Store store, PipelineState state) {
        this.decoder = decoder;
        this.store = store;
        this.state = state;
    }

    void take(Feed feed, ConsumerRecord<byte[], byte[]> record) {
        state.pulse(feed).add(1);
        try {
            switch (feed) {
                case SCORES -> {
                    Score score = decoder.decode(record.value(), Score.class, Score.getClassSchema());
                    state.verdict(score, record.timestamp() * 1_000);
                    if (!store.add(score)) {
                        state.repeated();
                    }
                }
                case FORECASTS -> store.add(decoder.decode(record.value(), Forecast.class, Forecast.getClassSchema()));
                case INCIDENTS -> store.add(decoder.decode(record.value(), Incident.class, Incident.getClassSchema()));
                case LATE -> state.late(decoder.decode(record.value(), Late.class, Late.getClassSchema()));
                case DEAD_LETTERS -> state.deadLetters().add(record);
                case LINE_SCORES -> {
                    LineScore line = decoder.decode(record.value(), LineScore.class, LineScore.getClassSchema());
                    state.verdict(LineView.point(line), record.timestamp() * 1_000);
                    if (store.add(LineView.point(line))) {
                        store.lines().add(line);
                    } else {
                        state.repeated();
                    }
                }
                case REGIMES, SEQUENCE_SCORES -> {
                    // counted; what they say stands in scores, lines and incidents too
                }
            }
        } catch (IOException | RuntimeException e) {
            state.unreadable(record.topic() + "-" + record.partition() + "@" + record.offset() + ": " + e.getMessage());
        }
    }
}
