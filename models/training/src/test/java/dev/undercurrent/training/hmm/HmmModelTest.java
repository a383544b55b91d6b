package dev.undercurrent.training.hmm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.undercurrent.core.Reading;
import dev.undercurrent.core.network.Tensor;
import dev.undercurrent.core.switching.Forward;
import dev.undercurrent.core.switching.Learning;
import dev.undercurrent.core.switching.LocationScale;
import dev.undercurrent.core.switching.Switching;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class HmmModelTest {

    @Test
    @DisplayName("Tensors bring the model back within the rounding of floats, wherever the offset is")
    void tensors() {
        SplittableRandom random = new SplittableRandom(41);
        for (double offset : new double[] {0.1, 1e9 + 0.3}) {
            HmmModel plain = Simulated.random(random, 3, 2, 4);
            Units units = new Units(new double[] {offset, -offset}, new double[] {1.7, 0.3});
            HmmModel model = new HmmModel(
                    plain.initial(), plain.transition(), plain.emissions(), units, new Labels(new int[] {4, 0, 1}, 6));
            Map<String, Tensor> tensors = model.toTensors();
            assertThat(tensors.keySet())
                    .containsExactlyInAnyOrder(
                            "hmm.initial", "hmm.transition", "hmm.location", "hmm.scale", "hmm.offset", "hmm.unit");
            assertThat(tensors.get("hmm.location").shape()).containsExactly(3, 2);
            HmmModel back = HmmModel.fromTensors(tensors, 4, model.emissions().floor(), model.labels());
            assertThat(back.labels().ids()).containsExactly(4, 0, 1);
            for (int i = 0; i < 3; i++) {
                assertThat(back.initial()[i]).isCloseTo(model.initial()[i], within(1e-7));
                assertThat(Alignment.divergence(back, i, model, i)).isLessThan(1e-9);
                for (int j = 0; j < 3; j++) {
                    assertThat(back.transition()[i][j]).isCloseTo(model.transition()[i][j], within(1e-7));
                }
            }
        }
    }

    @Test
    @DisplayName("Tensors that no model wrote are refused by name")
    void refused() {
        HmmModel model = Simulated.random(new SplittableRandom(42), 2, 1, 4);
        Map<String, Tensor> tensors = new TreeMap<>(model.toTensors());
        tensors.remove("hmm.scale");
        assertThatThrownBy(() -> HmmModel.fromTensors(tensors, 4, 1e-3, model.labels()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("hmm.scale");
        tensors.put("hmm.scale", Tensor.of(new float[] {1, -1}, 2, 1));
        assertThatThrownBy(() -> HmmModel.fromTensors(tensors, 4, 1e-3, model.labels()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("scale -1.0");
        tensors.putAll(model.toTensors());
        tensors.put("hmm.initial", Tensor.of(new float[] {0.5f, 0.6f}, 2));
        assertThatThrownBy(() -> HmmModel.fromTensors(tensors, 4, 1e-3, model.labels()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("sum to 1.1");
    }

    @Test
    @DisplayName("A scale on the floor survives the rounding to floats")
    void floor() {
        double floor = 0.1;
        HmmModel model = new HmmModel(
                new double[] {1},
                new double[][] {{1}},
                new Emissions(new double[][] {{0}}, new double[][] {{floor}}, 4, floor),
                Units.raw(1),
                Labels.first(1));
        HmmModel back = HmmModel.fromTensors(model.toTensors(), 4, floor, model.labels());
        assertThat(back.emissions().scale()[0][0])
                .isCloseTo(floor, within(1e-8))
                .isGreaterThanOrEqualTo(floor);
    }

    @Test
    @DisplayName("Its experts give core's evidence of a series, as a chain and as a Switching of the same transitions")
    void experts() {
        SplittableRandom random = new SplittableRandom(43);
        HmmModel model =
                Simulated.sticky(0.9375, new double[][] {{-1, 0}, {1, 2}}, new double[][] {{0.5, 1}, {1.5, 0.25}}, 4);
        double[][] z = Simulated.from(model, 400, random).missing(0.2, random).series();
        double evidence = -new Chain(model).filter(z, (t, predicted, posterior, one) -> {});
        LocationScale experts = model.experts();
        double[][] logs = new double[z.length][2];
        for (int t = 0; t < z.length; t++) {
            experts.components(experts.start()).logDensities(new Reading(t, z[t]), logs[t]);
        }
        double core = -Forward.filter(
                model.initial(), model.pseudoMoves(1.0), logs, new double[z.length][2], new double[z.length][2]);
        assertThat(evidence).isCloseTo(core, within(1e-4));

        // the uniform belief is the stationary one of this chain
        assertThat(model.stationary()).containsExactly(new double[] {0.5, 0.5}, within(1e-12));
        var switching = new Switching<>(experts, Learning.none(0.9375, 0.0625));
        var state = switching.start();
        double stepped = 0.0;
        for (int t = 0; t < z.length; t++) {
            stepped -= switching.step(state, new Reading(t, z[t]));
        }
        assertThat(stepped).isCloseTo(evidence, within(1e-4));
    }

    @Test
    @DisplayName("The stationary belief is left as it is by a step, also of a chain that goes in a circle")
    void stationary() {
        SplittableRandom random = new SplittableRandom(44);
        HmmModel model = Simulated.random(random, 5, 1, 4);
        double[] belief = model.stationary();
        for (int j = 0; j < 5; j++) {
            double next = 0.0;
            for (int i = 0; i < 5; i++) {
                next += belief[i] * model.transition()[i][j];
            }
            assertThat(next).isCloseTo(belief[j], within(1e-12));
        }
        assertThat(Arrays.stream(belief).sum()).isCloseTo(1.0, within(1e-12));
        assertThat(Stationary.of(new double[][] {{0, 1}, {1, 0}}))
                .containsExactly(new double[] {0.5, 0.5}, within(1e-12));
    }

    @Test
    @DisplayName("Pooled units are the mean and the standard deviation, as numbers that a float holds")
    void units() {
        double[][] x = {{1, Double.NaN}, {2, 7}, {6, 7}};
        Units units = Units.of(List.<double[][]>of(x), 2);
        assertThat(units.offset()[0]).isEqualTo(3.0);
        assertThat(units.unit()[0]).isEqualTo((float) Math.sqrt(14.0 / 3.0));
        assertThat(units.offset()[1]).isEqualTo(7.0);
        assertThat(units.unit()[1]).as("a channel that never moves").isEqualTo(0.007f);
        double[][] z = units.standardise(x);
        assertThat(z[0][0]).isEqualTo(-2.0 / units.unit()[0]);
        assertThat(z[0][1]).isNaN();
    }

    @Test
    @DisplayName("What is no model is refused with the number found")
    void checks() {
        Emissions laws = new Emissions(new double[][] {{0}, {1}}, new double[][] {{1}, {1}}, 4, 0.1);
        double[][] half = {{0.5, 0.5}, {0.5, 0.5}};
        assertThatThrownBy(() -> new HmmModel(new double[] {0.5, 0.6}, half, laws, Units.raw(1), Labels.first(2)))
                .hasMessageContaining("[0.5, 0.6]");
        assertThatThrownBy(() -> new HmmModel(new double[] {0.5, 0.5}, half, laws, Units.raw(2), Labels.first(2)))
                .hasMessageContaining("2 channels");
        assertThatThrownBy(() -> new Emissions(new double[][] {{0}}, new double[][] {{0.05}}, 4, 0.1))
                .hasMessageContaining("scale 0.05");
        assertThatThrownBy(() -> new Emissions(new double[][] {{0}}, new double[][] {{1}}, 2, 0.1))
                .hasMessageContaining("degrees of freedom 2.0");
        assertThatThrownBy(() -> new Labels(new int[] {1, 1}, 3)).hasMessageContaining("[1, 1]");
        assertThatThrownBy(() -> new StickyPrior(-1, 2, 0)).hasMessageContaining("mass -1.0");
    }
}
