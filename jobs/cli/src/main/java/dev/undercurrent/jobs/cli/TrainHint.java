package dev.undercurrent.jobs.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;

/** Stands for the command that needs PyTorch, which this class path has not: the launcher script finds it. */
@Command(name = "train", description = "Trains a model from history and writes it as a bundle (needs PyTorch).")
final class TrainHint implements Callable<Integer> {

    @Unmatched
    private List<String> arguments;

    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(),
                "train is not on this class path, since it needs PyTorch; allowed: by the launcher, ./undercurrent train "
                        + (arguments == null ? "" : String.join(" ", arguments)));
    }
}
