package dev.undercurrent.benchmarks;

import dev.undercurrent.jobs.scoring.format.Event;
import dev.undercurrent.jobs.scoring.format.Feed;
import dev.undercurrent.jobs.scoring.format.OutRecord;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;

/** The least a keyed job can do: one state read and written, one record of a given size out, per event. */
final class IdentityOperator extends AbstractStreamOperator<OutRecord>
        implements OneInputStreamOperator<Event, OutRecord> {

    private static final long serialVersionUID = 1L;
    private static final int NOISE = 1 << 16;

    private final int bytes;
    private transient ValueState<Long> count;
    private transient byte[] noise;
    private transient int at;

    /** @param bytes of each record's value */
    IdentityOperator(int bytes) {
        this.bytes = bytes;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        count = getPartitionedState(new ValueStateDescriptor<>("count", LongSerializer.INSTANCE));
        // as hard to compress as the numbers of a verdict
        noise = new byte[NOISE];
        new SplittableRandom(1).nextBytes(noise);
    }

    @Override
    public void processElement(StreamRecord<Event> element) throws Exception {
        Event event = element.getValue();
        Long before = count.value();
        count.update(before == null ? 1 : before + 1);
        byte[] value = new byte[bytes];
        at = (at + 61) % (NOISE - bytes);
        System.arraycopy(noise, at, value, 0, bytes);
        output.collect(
                element.replace(new OutRecord(Feed.SCORES, event.series().getBytes(StandardCharsets.UTF_8), value)));
    }
}
