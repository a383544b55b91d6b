package dev.undercurrent.core.attention;

/**
 * How long a {@link WindowMemory} is.
 *
 * @param windows M, past windows that each new one is compared with, 200..32,000: state and work per event grow with it
 */
public record MemorySettings(int windows) implements java.io.Serializable {

    /** Fewest windows that say anything about regimes. */
    public static final int FEWEST = 200;

    /** Most windows: distances in time are kept in two bytes. */
    public static final int MOST = 32_000;

    /** Past windows of the profile {@code standard}. */
    public static final MemorySettings STANDARD = new MemorySettings(1000);

    /** Past windows of the profile {@code deep}. */
    public static final MemorySettings DEEP = new MemorySettings(4000);

    public MemorySettings {
        if (windows < FEWEST || windows > MOST) {
            throw new IllegalArgumentException(
                    "windows of a memory: " + windows + "; allowed: " + FEWEST + " to " + MOST);
        }
    }

    /** What the layout of a state descends from. */
    public String lineage() {
        return "memory/1/" + windows;
    }
}
