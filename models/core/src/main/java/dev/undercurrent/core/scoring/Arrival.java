package dev.undercurrent.core.scoring;

import dev.undercurrent.core.Reading;

/**
 * A reading with the place it came from. Order within a key is (event time, partition, offset).
 *
 * @param partition of the source
 * @param offset within the partition
 */
public record Arrival(Reading reading, int partition, long offset) {

    /** True where this one comes before the other in the order of a key. */
    boolean before(Arrival other) {
        if (reading.time() != other.reading.time()) {
            return reading.time() < other.reading.time();
        }
        return partition != other.partition ? partition < other.partition : offset < other.offset;
    }
}
