package dev.undercurrent.jobs.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} says; the jar's manifest knows. */
public final class Version implements IVersionProvider {

    /** The version alone. */
    static String text() {
        String version = Undercurrent.class.getPackage().getImplementationVersion();
        return version == null ? "(not from a jar)" : version;
    }

    @Override
    public String[] getVersion() {
        return new String[] {
            "undercurrent " + text(),
            "Java " + System.getProperty("java.version") + ", " + System.getProperty("os.name") + " "
                    + System.getProperty("os.arch")
        };
    }
}
