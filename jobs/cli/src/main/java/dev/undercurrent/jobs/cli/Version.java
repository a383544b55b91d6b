package dev.undercurrent.jobs.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} says; the jar's manifest knows. */
public final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Undercurrent.class.getPackage().getImplementationVersion();
        return new String[] {
            "undercurrent " + (version == null ? "(not from a jar)" : version),
            "Java " + System.getProperty("java.version") + ", " + System.getProperty("os.name") + " "
                    + System.getProperty("os.arch")
        };
    }
}
