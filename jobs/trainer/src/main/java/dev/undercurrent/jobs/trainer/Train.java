package dev.undercurrent.jobs.trainer;

import dev.undercurrent.jobs.cli.Undercurrent;
import picocli.CommandLine;

/** The command line with training: all that {@link Undercurrent} has, and {@code train} in place of its hint. */
public final class Train {

    /** PyTorch's natives come with the class path; nothing is downloaded when training. */
    private static final String OFFLINE = "ai.djl.offline";

    private Train() {}

    public static void main(String[] arguments) {
        if (System.getProperty(OFFLINE) == null) {
            System.setProperty(OFFLINE, "true");
        }
        Undercurrent.run(commandLine(), arguments);
    }

    static CommandLine commandLine() {
        CommandLine line = Undercurrent.commandLine();
        line.getCommandSpec().removeSubcommand("train");
        CommandLine train = new CommandLine(new TrainCommand());
        line.addSubcommand("train", train);
        return Undercurrent.configured(line);
    }
}
