package dev.undercurrent.jobs.cli.demo;

import java.nio.file.Path;

/**
 * What the user chose.
 *
 * @param seconds after which the demo ends by itself; +∞ = never
 * @param headless true for plain lines even on a terminal
 * @param burnAfter seconds after which CPU is burnt once; negative = never
 * @param hertz readings of the machine's metrics per second, from 1 to 50
 * @param replay a CSV file to play instead, or null
 * @param speed multiple of the file's own speed; +∞ = as fast as it goes
 */
public record DemoOptions(double seconds, boolean headless, double burnAfter, int hertz, Path replay, double speed) {

    Source source() {
        return replay == null ? new Live(hertz) : new Replay(replay, speed);
    }

    /** Reads the value of {@code --speed}: {@code 60x}, {@code 60} or {@code max}. */
    public static double parseSpeed(String text) {
        return Replay.speed(text);
    }
}
