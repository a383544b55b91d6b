package dev.undercurrent.core.attention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undercurrent.core.Reading;
import dev.undercurrent.core.math.Kernels;
import dev.undercurrent.core.network.HorizonHead;
import dev.undercurrent.core.network.NetworkForecaster;
import dev.undercurrent.core.network.NetworkModel;
import dev.undercurrent.core.network.NetworkSpec;
import dev.undercurrent.core.network.NetworkSpec.Kind;
import dev.undercurrent.core.network.RandomWeights;
import dev.undercurrent.core.network.SeasonalFeatures;
import dev.undercurrent.core.network.StepHead;
import dev.undercurrent.core.network.Weights;
import dev.undercurrent.core.recurrent.Recurrent;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Forecasts of a served seq2seq network against its parts put together by hand. */
class Seq2SeqTest {

    private static final int H = 6;
    private static final int WINDOW = 5;
    private static final NetworkSpec SPEC = new NetworkSpec(Kind.SEQ2SEQ, H, 1, 1, WINDOW, 1);
    private static final Weights WEIGHTS = RandomWeights.of(SPEC, 11);

    private static SeasonalFeatures features() {
        return new SeasonalFeatures(6, 0);
    }

    private static Recurrent lstm() {
        return Recurrent.of(SPEC, SeasonalFeatures.INPUTS, WEIGHTS, Kernels.plain());
    }

    @Test
    @DisplayName(
            "each step's state is decoded from the last outputs of the encoder, and the head makes quantiles of it")
    void forecastIsTheDecoderAndTheHead() {
        WindowedEncoder windowed = WindowedEncoder.of(lstm(), WINDOW);
        var model = new NetworkModel(windowed, new StepHead(WEIGHTS, H, Kernels.plain()), features(), 1);
        Seq2Seq decoder = Seq2Seq.of(SPEC, windowed, WEIGHTS, Kernels.plain());
        var forecaster = new NetworkForecaster(model, new HorizonHead(WEIGHTS, 2 * H, Kernels.plain()), decoder);

        SeasonalFeatures byHand = features();
        SeasonalFeatures.State known = byHand.start();
        Recurrent encoder = lstm();
        float[] memory = new float[encoder.stateLength()];
        encoder.start(memory);
        List<float[]> outputs = new ArrayList<>();
        NetworkModel.State state = model.start();
        var random = new SplittableRandom(2);
        for (int t = 0; t < 40; t++) {
            double x = t % 9 == 7 ? Double.NaN : 50 + 8 * StrictMath.sin(t * Math.PI / 3) + random.nextDouble();
            model.observe(state, new Reading(t, new double[] {x}), 1);
            byHand.observe(known, x);
            float[] input = new float[SeasonalFeatures.INPUTS];
            byHand.inputs(known, input);
            encoder.step(memory, input);
            float[] y = new float[H];
            encoder.output(memory, y);
            outputs.add(y);
            if (t > 0) {
                check(t, forecaster, state, decoder, byHand, known, outputs);
            }
        }
    }

    private static void check(
            int t,
            NetworkForecaster forecaster,
            NetworkModel.State state,
            Seq2Seq decoder,
            SeasonalFeatures features,
            SeasonalFeatures.State known,
            List<float[]> outputs) {
        int horizon = 1 + t % 12;
        double[][][] found = new double[1][horizon][HorizonHead.QUANTILES];
        forecaster.forecast(state, HorizonHead.levels(), found);

        float[][] candidates = new float[horizon][SeasonalFeatures.HORIZON_CANDIDATES];
        float[][] inputs = new float[horizon][SeasonalFeatures.HORIZON_INPUTS];
        features.horizons(known, horizon, candidates, inputs);
        float[][] last = outputs.subList(Math.max(0, outputs.size() - WINDOW), outputs.size())
                .toArray(float[][]::new);
        float[][] decoded = new float[horizon][2 * H];
        float[][] attention = new float[horizon][last.length];
        AttentionDecoder.of(SPEC, SeasonalFeatures.HORIZON_INPUTS, WEIGHTS, Kernels.plain())
                .decode(last[last.length - 1], last, last.length, inputs, horizon, decoded, attention);
        var head = new HorizonHead(WEIGHTS, 2 * H, Kernels.plain());
        float[][] projected = new float[horizon][HorizonHead.PROJECTED];
        for (int h = 0; h < horizon; h++) {
            head.project(decoded[h], projected[h]);
        }
        float[][] quantiles = new float[horizon][HorizonHead.QUANTILES];
        head.quantiles(projected, candidates, inputs, quantiles, horizon);
        for (int h = 0; h < horizon; h++) {
            for (int q = 0; q < HorizonHead.QUANTILES; q++) {
                double expected = features.offset(known) + features.scale(known) * quantiles[h][q];
                assertThat(found[0][h][q]).isCloseTo(expected, within(1e-9));
            }
        }
        assertThat(decoder.attention()).isDeepEqualTo(attention);
        // what each step looks at does change over the horizon: a decoder that stood still would not be told apart
        assertThat(horizon == 1 || last.length == 1 || attention[0][0] != attention[horizon - 1][0])
                .isTrue();
    }
}
