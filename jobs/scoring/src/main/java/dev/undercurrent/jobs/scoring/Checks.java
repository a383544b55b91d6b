package dev.undercurrent.jobs.scoring;

import dev.undercurrent.jobs.scoring.config.ConfigException;
import dev.undercurrent.jobs.scoring.config.PipelineConfig;
import dev.undercurrent.jobs.scoring.config.SinkConfig;
import dev.undercurrent.jobs.scoring.format.Decoder;
import dev.undercurrent.jobs.scoring.format.LineDecoder;
import dev.undercurrent.jobs.scoring.logs.LineModels;
import dev.undercurrent.jobs.scoring.registry.SchemaRegistry;
import dev.undercurrent.jobs.scoring.sink.KafkaOutput;
import dev.undercurrent.jobs.scoring.source.InputFiles;
import dev.undercurrent.jobs.scoring.source.KafkaInput;
import java.util.Properties;
import org.apache.flink.runtime.state.storage.FileSystemCheckpointStorage;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;

/**
 * What a configuration would be refused for, told before anything runs: all that can be decided without a connection. What
 * the tasks of a job would stumble over again and again is asked here once.
 */
public final class Checks {

    private Checks() {}

    /** @throws ConfigException where a job on Kafka could not run */
    public static void onKafka(PipelineConfig config) {
        address("source.kafka.bootstrap", config.source().kafka().bootstrap());
        address("sink.kafka.bootstrap", config.sink().kafka().bootstrap());
        part("source.kafka.properties", () -> new ConsumerConfig(consumer(config)));
        part("sink.kafka.properties", () -> new ProducerConfig(producer(config)));
        part("registry.url", () -> new SchemaRegistry(config.registry()));
        models(config);
        String directory = config.flink().checkpointDirectory();
        if (directory != null) {
            part("flink.checkpoint-directory", () -> new FileSystemCheckpointStorage(directory));
        }
        part("flink.properties", () -> {
            StreamExecutionEnvironment env = StreamExecutionEnvironment.createLocalEnvironment();
            ScoringJob.onKafka(env, config);
            env.getStreamGraph();
        });
    }

    /** @throws ConfigException where a job on files could not run */
    public static void onFiles(PipelineConfig config) {
        InputFiles.mustRead(config);
        models(config);
    }

    private static void models(PipelineConfig config) {
        if (config.kind() == PipelineConfig.Kind.LOGS) {
            part("logs", () -> LineModels.scorer(config));
            part("logs", () -> new LineDecoder(config));
        } else {
            part("source", () -> Decoder.of(config));
        }
        if (config.kind() == PipelineConfig.Kind.READINGS
                || config.logs().parameters().series()) {
            part("series and model", () -> Settings.of(config));
        }
    }

    private static Properties consumer(PipelineConfig config) {
        Properties properties = KafkaInput.properties(config);
        properties.put(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, config.source().kafka().bootstrap());
        properties.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        properties.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
        return properties;
    }

    private static Properties producer(PipelineConfig config) {
        Properties properties = KafkaOutput.properties(config);
        properties.put(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, config.sink().kafka().bootstrap());
        properties.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        properties.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        if (config.sink().kafka().delivery() == SinkConfig.Delivery.EXACTLY_ONCE) {
            properties.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, config.name());
        }
        return properties;
    }

    private static void address(String key, String brokers) {
        for (String broker : brokers.split(",", -1)) {
            if (!broker.isBlank() && (Utils.getHost(broker.strip()) == null || Utils.getPort(broker.strip()) == null)) {
                throw ConfigException.of(key, brokers, "host:port, several separated by commas");
            }
        }
    }

    /** What libraries refuse without knowing the key is told with it. */
    private static void part(String key, Runnable check) {
        try {
            check.run();
        } catch (ConfigException e) {
            throw e;
        } catch (RuntimeException e) {
            throw ConfigException.because(key, e);
        }
    }
}
