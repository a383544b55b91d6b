package dev.undercurrent.core;

/** One event of one key: a {@link Reading} of numbers or a {@link Token} of a log. */
public sealed interface Observation permits Reading, Token {

    /** Event time in microseconds UTC. */
    long time();

    /** True where the event carries no information at all: conditioning on it is the time update. */
    boolean missing();
}
