package dev.undercurrent.jobs.dashboard;

/**
 * Something that a button of the page does, such as the demo's burnt CPU.
 *
 * @param name in the interface, {@code POST /api/v1/actions/<name>}
 * @param label on the button
 * @param run what it does; must return at once
 */
public record Action(String name, String label, Runnable run) {}
