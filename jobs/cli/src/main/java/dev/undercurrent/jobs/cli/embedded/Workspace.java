package dev.undercurrent.jobs.cli.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/** A directory that is deleted with its contents when closed, if it was made for the purpose. */
public final class Workspace implements AutoCloseable {

    private final Path path;
    private final boolean temporary;

    private Workspace(Path path, boolean temporary) {
        this.path = path;
        this.temporary = temporary;
    }

    /** A new directory among the system's temporary files, deleted on close. */
    public static Workspace temporary(String prefix) throws IOException {
        return new Workspace(Files.createTempDirectory(prefix), true);
    }

    /** A directory of the caller's, made where it does not exist, kept on close. */
    public static Workspace given(Path path) throws IOException {
        return new Workspace(Files.createDirectories(path.toAbsolutePath()), false);
    }

    /** The directory. */
    public Path path() {
        return path;
    }

    /** True where {@link #close} deletes it. */
    public boolean isTemporary() {
        return temporary;
    }

    /** Deletes a temporary directory. What vanishes meanwhile is not missed; what resists stays and is reported. */
    @Override
    public void close() {
        if (!temporary || !Files.exists(path)) {
            return;
        }
        try {
            Files.walkFileTree(path, new Deletion());
        } catch (IOException e) {
            throw new UncheckedIOException("Could not delete " + path, e);
        }
    }

    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException cause) {
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, IOException cause) throws IOException {
            Files.deleteIfExists(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
