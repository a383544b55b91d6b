package dev.undercurrent.jobs.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undercurrent.core.Reading;
import dev.undercurrent.core.Verdict;
import dev.undercurrent.core.scoring.Arrival;
import dev.undercurrent.core.scoring.KeyState;
import dev.undercurrent.core.scoring.KeyStates;
import dev.undercurrent.core.scoring.Outcome;
import dev.undercurrent.core.scoring.ScorerSettings;
import dev.undercurrent.jobs.scoring.format.Event;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class KeyStateSerializerTest {

    private static final ScorerSettings SETTINGS = Rig.settings(20 * RandomEvents.SECOND);

    private static KeyState state(long seed, int channels) {
        KeyStates states = new KeyStates(SETTINGS);
        KeyState state = states.start("key", channels);
        for (Event e : new RandomEvents(seed, 1, 30 * RandomEvents.SECOND).next(200)) {
            double[] values = new double[channels];
            java.util.Arrays.fill(values, e.values()[0]);
            states.accept(state, new Arrival(new Reading(e.time(), values), 0, e.offset()), new Silence());
        }
        assertThat(state.waiting()).isPositive();
        return state;
    }

    private static byte[] bytes(TypeSerializer<KeyState> serializer, KeyState state) throws IOException {
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.serialize(state, out);
        return out.getCopyOfBuffer();
    }

    private static KeyState read(TypeSerializer<KeyState> serializer, byte[] bytes) throws IOException {
        DataInputDeserializer in = new DataInputDeserializer(bytes);
        KeyState state = serializer.deserialize(in);
        assertThat(in.available()).isZero();
        return state;
    }

    @Test
    @DisplayName("A state written and read is written as the same bytes; a copy is too, and lives on its own")
    void roundTrip() throws IOException {
        KeyStateSerializer serializer = new KeyStateSerializer(SETTINGS);
        for (int channels : new int[] {1, 2, 7}) {
            KeyState state = state(channels, channels);
            byte[] bytes = bytes(serializer, state);
            assertThat(bytes(serializer, read(serializer, bytes))).isEqualTo(bytes);
            KeyState copy = serializer.copy(state);
            assertThat(bytes(serializer, copy)).isEqualTo(bytes);
            Reading later = new Reading(state.clock() + 1_000_000_000, new double[channels]);
            new KeyStates(SETTINGS).accept(copy, new Arrival(later, 0, 0), new Silence());
            assertThat(bytes(serializer, state)).isEqualTo(bytes);
        }
    }

    @Test
    @DisplayName("Bytes are copied without being understood")
    void copiesBytes() throws IOException {
        KeyStateSerializer serializer = new KeyStateSerializer(SETTINGS);
        byte[] bytes = bytes(serializer, state(3, 2));
        DataOutputSerializer out = new DataOutputSerializer(64);
        serializer.copy(new DataInputDeserializer(bytes), out);
        assertThat(out.getCopyOfBuffer()).isEqualTo(bytes);
    }

    @Test
    @DisplayName("A snapshot brings back an equal serializer; serializers of other settings are not equal")
    void snapshot() throws IOException {
        KeyStateSerializer serializer = new KeyStateSerializer(SETTINGS);
        DataOutputSerializer out = new DataOutputSerializer(64);
        TypeSerializerSnapshot.writeVersionedSnapshot(out, serializer.snapshotConfiguration());
        TypeSerializerSnapshot<KeyState> read = TypeSerializerSnapshot.readVersionedSnapshot(
                new DataInputDeserializer(out.getCopyOfBuffer()), getClass().getClassLoader());
        assertThat(read.restoreSerializer()).isEqualTo(serializer).hasSameHashCodeAs(serializer);
        KeyStateSerializer other = new KeyStateSerializer(SETTINGS.withLateness(0, 64));
        assertThat(other).isNotEqualTo(serializer);
        assertThat(other.snapshotConfiguration()
                        .resolveSchemaCompatibility(serializer.snapshotConfiguration())
                        .isCompatibleAsIs())
                .isTrue();
    }

    @Test
    @DisplayName("A state of another lineage is written and copied as one that starts again")
    void foreignLineage() throws IOException {
        KeyStateSerializer other = new KeyStateSerializer(SETTINGS.withModel(ScorerSettings.Emission.GAUSSIAN, 5));
        KeyState old = state(4, 2);
        KeyState read = read(other, bytes(other, old));
        assertThat(read.restarts()).isEqualTo(old.restarts() + 1);
        assertThat(read.sequence()).isZero();
        assertThat(read.clock()).isEqualTo(old.clock());
        assertThat(bytes(other, other.copy(old))).isEqualTo(bytes(other, read));
    }

    @Test
    @DisplayName("Duplicates work at the same time in other threads")
    void duplicates() throws Exception {
        KeyStateSerializer serializer = new KeyStateSerializer(SETTINGS);
        List<KeyState> states = IntStream.range(1, 9).mapToObj(c -> state(c, c)).toList();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Callable<Boolean>> work = IntStream.range(0, 8)
                    .<Callable<Boolean>>mapToObj(i -> {
                        TypeSerializer<KeyState> own = serializer.duplicate();
                        return () -> {
                            byte[] bytes = bytes(own, states.get(i));
                            boolean same = true;
                            for (int n = 0; n < 500; n++) {
                                same &= java.util.Arrays.equals(bytes, bytes(own, read(own, bytes)));
                            }
                            return same;
                        };
                    })
                    .toList();
            for (Future<Boolean> same : threads.invokeAll(work)) {
                assertThat(same.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    /** Nobody listens. */
    private static final class Silence implements Outcome {
        @Override
        public void scored(Arrival arrival, Verdict verdict) {}

        @Override
        public void late(Arrival arrival, long clock) {}

        @Override
        public void duplicate(Arrival arrival) {}
    }
}
