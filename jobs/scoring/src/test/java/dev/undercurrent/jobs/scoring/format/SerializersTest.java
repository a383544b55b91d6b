package dev.undercurrent.jobs.scoring.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.flink.api.common.serialization.SerializerConfigImpl;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.Test;

class SerializersTest {

    private static <T> T roundTrip(TypeInformation<T> type, T value) {
        try {
            TypeSerializer<T> serializer = type.createSerializer(new SerializerConfigImpl());
            DataOutputSerializer out = new DataOutputSerializer(64);
            serializer.serialize(value, out);
            DataInputDeserializer in = new DataInputDeserializer(out.getCopyOfBuffer());
            T read = serializer.deserialize(in);
            assertThat(in.available()).as("bytes left").isZero();
            return read;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void eventsComeBack() {
        Samples samples = new Samples(1);
        for (int i = 0; i < 500; i++) {
            Event event = samples.event();
            Event read = roundTrip(Event.TYPE, event);
            assertThat(read.values()).containsExactly(event.values());
            assertThat(read).usingRecursiveComparison().ignoringFields("values").isEqualTo(event);
        }
    }

    @Test
    void rawRecordsComeBackWithAndWithoutBytes() {
        RawRecord kafka = RawRecord.ofKafka(null, new byte[] {1, 2}, "t", 3, 4, 5);
        RawRecord row = RawRecord.ofRow("a/b.csv", 0, 7, new String[] {"t", "v"}, new String[] {"", null});

        assertThat(roundTrip(RawRecord.TYPE, kafka)).usingRecursiveComparison().isEqualTo(kafka);
        assertThat(roundTrip(RawRecord.TYPE, row)).usingRecursiveComparison().isEqualTo(row);
    }

    @Test
    void linesComeBack() {
        Line line = new Line("s", List.of("a", "ü"), 5, "text", true, false, 3, 1, 2);
        MinedLine mined = new MinedLine("a", "s", -1, 7, "t <*>", true, "t 1", true, 2, 3, 4, 5);

        assertThat(roundTrip(Line.TYPE, line)).isEqualTo(line);
        assertThat(roundTrip(Line.TYPE, line.at(Timed.NO_TIME))).isEqualTo(line.at(Timed.NO_TIME));
        assertThat(roundTrip(MinedLine.TYPE, mined)).isEqualTo(mined);
    }

    @Test
    void outRecordsOfEveryFeedComeBack() {
        byte[] value = "ü".getBytes(StandardCharsets.UTF_8);
        for (Feed feed : Feed.values()) {
            OutRecord plain = new OutRecord(feed, null, value);
            OutRecord full = new OutRecord(feed, value, null, new String[] {"name", "value"});
            assertThat(roundTrip(OutRecord.TYPE, plain))
                    .usingRecursiveComparison()
                    .isEqualTo(plain);
            assertThat(roundTrip(OutRecord.TYPE, full))
                    .usingRecursiveComparison()
                    .isEqualTo(full);
        }
    }

    @Test
    void aSnapshotRestoresTheSerializer() throws IOException {
        for (TypeInformation<?> type :
                new TypeInformation<?>[] {Event.TYPE, RawRecord.TYPE, OutRecord.TYPE, Line.TYPE, MinedLine.TYPE}) {
            TypeSerializer<?> serializer = type.createSerializer(new SerializerConfigImpl());
            DataOutputSerializer out = new DataOutputSerializer(64);
            TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());
            TypeSerializerSnapshot<?> snapshot = TypeSerializerSnapshot.readVersionedSnapshot(
                    new DataInputDeserializer(out.getCopyOfBuffer()), getClass().getClassLoader());
            assertThat(snapshot.restoreSerializer()).hasSameClassAs(serializer);
        }
    }
}
