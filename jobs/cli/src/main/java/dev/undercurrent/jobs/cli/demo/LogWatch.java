package dev.undercurrent.jobs.cli.demo;

import dev.undercurrent.schemas.Incident;
import dev.undercurrent.schemas.LineScore;
import dev.undercurrent.schemas.Phase;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Shows and counts what the log job publishes. */
final class LogWatch implements Subscription.Reader {

    static final List<String> TOPICS = List.of(LogDemo.SCORES, Topics.INCIDENTS, Topics.DEAD_LETTERS);

    private final Wire wire;
    private final LogBoard board;
    private final Tally tally;

    LogWatch(Wire wire, LogBoard board, Tally tally) {
        this.wire = wire;
        this.board = board;
        this.tally = tally;
    }

    @Override
    public void take(ConsumerRecord<byte[], byte[]> committed) throws IOException {
        switch (committed.topic()) {
            case LogDemo.SCORES -> {
                LineScore score = wire.decode(committed.value(), LineScore.class, LineScore.getClassSchema());
                tally.verdict(Duration.between(score.getTime(), Instant.now()).toMillis() / 1e3);
                if (board.add(score)) {
                    tally.alarms.incrementAndGet();
                }
            }
            case Topics.INCIDENTS -> {
                Incident incident = wire.decode(committed.value(), Incident.class, Incident.getClassSchema());
                if (incident.getPhase() == Phase.OPEN) {
                    tally.incidents.incrementAndGet();
                }
            }
            default -> tally.deadLetters.incrementAndGet();
        }
    }
}
