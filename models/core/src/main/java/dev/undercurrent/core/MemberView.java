package dev.undercurrent.core;

/**
 * What one of several models said about an event, before it saw it.
 *
 * @param name of the member
 * @param weight of the member in the common law, in [0, 1]
 * @param surprisal −log p(x_t | x_&lt;t) under the member, nats
 * @param tail probability in [0, 1] that the member gives to outcomes at least as surprising, not calibrated
 */
public record MemberView(String name, double weight, double surprisal, double tail) {}
