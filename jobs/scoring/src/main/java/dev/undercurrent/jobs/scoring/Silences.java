package dev.undercurrent.jobs.scoring;

import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.InternalTimer;
import org.apache.flink.streaming.api.operators.InternalTimerService;

/**
 * Which keys have been silent for longer than they may: a timer per key that is set while it is heard of, and is not while it
 * is silent. A savepoint says whether there were such timers, so that keys of one without get theirs.
 */
final class Silences {

    private final long after;
    private final ListState<Long> told;
    private final boolean before;
    private StreamTime time;

    /** @param after silence that is told of, microseconds; 0 = none */
    Silences(long after, OperatorStateStore store) throws Exception {
        this.after = after;
        this.told = store.getUnionListState(new ListStateDescriptor<>("no-data-after", LongSerializer.INSTANCE));
        this.before = told.get().iterator().hasNext();
    }

    void open(InternalTimerService<VoidNamespace> timers) {
        time = new StreamTime(timers, after);
    }

    /** True where keys that were restored have no timers, but should. */
    boolean begin() {
        return after > 0 && !before;
    }

    /** True where a key that was heard of at this time has no timer any more. */
    boolean passed(long heard) {
        return after > 0 && time.passed(heard);
    }

    /** Sets the timer of the present key. */
    void await(long heard) {
        if (after > 0) {
            time.await(heard);
        }
    }

    /** True where the present key is silent and is to be told of; else its timer is set again. */
    boolean silent(InternalTimer<String, VoidNamespace> timer, long heard) {
        return after > 0 && time.silent(timer, heard);
    }

    void snapshot() throws Exception {
        told.update(after > 0 ? List.of(after) : List.of());
    }
}
