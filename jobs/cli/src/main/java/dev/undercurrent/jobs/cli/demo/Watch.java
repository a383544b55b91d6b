package dev.undercurrent.jobs.cli.demo;

import dev.undercurrent.schemas.Incident;
import dev.undercurrent.schemas.Phase;
import dev.undercurrent.schemas.Score;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Shows and counts what the scoring job publishes. */
final class Watch implements Subscription.Reader {

    static final List<String> TOPICS = List.of(Topics.SCORES, Topics.INCIDENTS, Topics.LATE, Topics.DEAD_LETTERS);

    /** How old a verdict is when it arrives, in seconds; NaN where nobody knows. */
    interface Age {
        double seconds(String series, long eventTime);
    }

    private final Wire wire;
    private final Board board;
    private final Tally tally;
    private final Age age;

    Watch(Wire wire, Board board, Tally tally, Age age) {
        this.wire = wire;
        this.board = board;
        this.tally = tally;
        this.age = age;
    }

    @Override
    public void take(ConsumerRecord<byte[], byte[]> committed) throws IOException {
        switch (committed.topic()) {
            case Topics.SCORES -> {
                Score score = wire.decode(committed.value(), Score.class, Score.getClassSchema());
                tally.verdict(
                        age.seconds(score.getSeries(), ChronoUnit.MICROS.between(Instant.EPOCH, score.getTime())));
                if (board.add(score)) {
                    tally.alarms.incrementAndGet();
                }
            }
            case Topics.INCIDENTS -> {
                Incident incident = wire.decode(committed.value(), Incident.class, Incident.getClassSchema());
                if (incident.getPhase() == Phase.OPEN) {
                    tally.incidents.incrementAndGet();
                }
                if (incident.getPhase() != Phase.UPDATE) {
                    board.add(incident);
                }
            }
            case Topics.LATE -> tally.late.incrementAndGet();
            default -> tally.deadLetters.incrementAndGet();
        }
    }
}
