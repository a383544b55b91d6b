package dev.undercurrent.it;

import dev.undercurrent.jobs.cli.embedded.EmbeddedCluster;
import dev.undercurrent.jobs.scoring.ScoringJob;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.format.FeedEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A running job that has read three series and one record that is none, and reports its metrics. */
final class PrometheusStage implements AutoCloseable {

    private static final int SERIES = 3;
    private static final int EVENTS = 400;

    private final EmbeddedCluster cluster;

    PrometheusStage(Configuration options) throws Exception {
        PipelineConfig config = Stage.config("metrics", "source: {format: json}");
        Stage.topics(config, 1);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        String topic = config.source().kafka().topic();
        records.add(new ProducerRecord<>(topic, "no JSON".getBytes(StandardCharsets.UTF_8)));
        long begin = System.currentTimeMillis() - EVENTS * 1_000L;
        for (int n = 0; n < EVENTS; n++) {
            for (int s = 0; s < SERIES; s++) {
                String json = "{\"series\": \"s%d\", \"time\": %d, \"values\": [%s]}"
                        .formatted(s, (begin + n * 1_000L) * 1_000, Math.sin(n / 9.0 + s));
                records.add(new ProducerRecord<>(topic, json.getBytes(StandardCharsets.UTF_8)));
            }
        }
        Stage.produce(records);
        cluster = Stage.cluster(config, options);
        StreamExecutionEnvironment environment = cluster.environment();
        ScoringJob.onKafka(environment, config, new FeedEncoder(config));
        var unused = cluster.start(environment, config.name());
    }

    @Override
    public void close() {
        cluster.close();
    }
}
