package dev.undercurrent.core.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undercurrent.core.Verdict;
import java.util.List;

/** Equality of verdicts, bit for bit: records compare arrays by identity. */
final class Verdicts {

    private Verdicts() {}

    static void assertSame(List<Verdict> found, List<Verdict> expected) {
        assertThat(found).usingRecursiveFieldByFieldElementComparator().isEqualTo(expected);
    }
}
