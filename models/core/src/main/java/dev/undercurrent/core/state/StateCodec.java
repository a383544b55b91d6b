package dev.undercurrent.core.state;

/**
 * Bytes of a state, and its copy. Formats are big-endian and versioned: the first thing a top-level codec writes is its
 * version, and every version ever released stays readable.
 *
 * @param <S> the state
 */
public interface StateCodec<S> {

    /** Appends the state to {@code out}. */
    void write(S state, ByteSink out);

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IllegalStateException if the bytes are not of this format; the message names what was found and what is
     *     allowed
     */
    S read(ByteSource in);

    /** An independent copy. */
    S copy(S state);
}
