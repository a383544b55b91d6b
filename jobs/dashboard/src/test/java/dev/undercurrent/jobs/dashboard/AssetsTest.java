package dev.undercurrent.jobs.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AssetsTest {

    private static final Path PAGE = Path.of("src/main/resources/dev/undercurrent/jobs/dashboard/page");

    @Test
    @DisplayName("Every file of the page is served, and nothing else")
    void complete() throws IOException {
        try (Stream<Path> files = Files.walk(PAGE)) {
            List<String> found = files.filter(Files::isRegularFile)
                    .map(file -> PAGE.relativize(file).toString())
                    .filter(name -> !name.endsWith(".d.ts"))
                    .toList();
            assertThat(found).containsExactlyInAnyOrderElementsOf(Assets.FILES);
        }
        assertThat(new Assets().of("/../Assets.class")).isNull();
    }

    @Test
    @DisplayName("The page's own sources set no markup, run no text and load nothing from elsewhere")
    void plain() throws IOException {
        for (String name : Assets.FILES) {
            if (!name.startsWith(Assets.VENDOR) && !name.endsWith(".svg") && !name.endsWith(".json")) {
                String text = Files.readString(PAGE.resolve(name));
                assertThat(text)
                        .as(name)
                        .doesNotContain(
                                "innerHTML",
                                "outerHTML",
                                "insertAdjacentHTML",
                                "document.write",
                                "eval(",
                                "http://",
                                "https://");
            }
        }
    }
}
