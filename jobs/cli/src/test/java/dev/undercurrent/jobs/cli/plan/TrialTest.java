package dev.undercurrent.jobs.cli.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.undercurrent.core.attention.MemorySettings;
import dev.undercurrent.core.scoring.ScorerSettings;
import dev.undercurrent.core.seasonal.Seasons;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TrialTest {

    private static final long HOUR = 3_600_000_000L;

    private static Trial.Footprint of(ScorerSettings settings) {
        return new Trial(settings, 1, HOUR, 0).footprint();
    }

    @Test
    @DisplayName("a series takes the bytes that the models' own tests assert")
    void bytes() {
        var eight = ScorerSettings.standard().withModel(ScorerSettings.Emission.STUDENT_T, 8);
        assertThat(of(eight).bytes()).isEqualTo(1030);
        Trial.Footprint seasonal = of(eight.withMembers(new Seasons(24, 168), true, null));
        assertThat(seasonal.parts()).containsEntry("seasonal", 2100);
        assertThat(seasonal.most()).isGreaterThan(seasonal.bytes() + 1000);
        assertThat(seasonal.heap()).isBetween((long) seasonal.bytes(), 5L * seasonal.bytes());
        Trial.Footprint memory = of(ScorerSettings.standard().withMemory(new MemorySettings(200)));
        assertThat(memory.parts().get("memory")).isBetween(5_000, 12_000);
    }

    @Test
    @DisplayName("while series look for their season they take 8 bytes per event more")
    void young() {
        var seeking =
                ScorerSettings.standard().withMembers(Seasons.NONE, true, null).withDetection(1024);
        Trial.Footprint state = of(seeking);
        assertThat(state.parts()).containsEntry("search for seasons", 12).containsEntry("seasonal", 2100);
        assertThat(state.most()).isGreaterThan(8 * 1000);
    }

    @Test
    @DisplayName("models that do more are measured to be slower")
    void pace() {
        double light =
                new Trial(ScorerSettings.standard(), 1, HOUR, 0).pace(0.2).perSecond();
        double deep = new Trial(ScorerSettings.standard().withMemory(new MemorySettings(1000)), 1, HOUR, 0)
                .pace(0.2)
                .perSecond();
        assertThat(light).isBetween(2 * deep, 1e8);
    }
}
