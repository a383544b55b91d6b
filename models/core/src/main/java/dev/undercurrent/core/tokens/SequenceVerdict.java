package dev.undercurrent.core.tokens;

import java.util.List;

/**
 * What Undercurrent says about all lines of one key between its first and its end.
 *
 * @param epoch time of the first line, microseconds UTC
 * @param last time of the last line, microseconds UTC
 * @param lines number of them
 * @param surprisal −log p(all lines and the end), nats: the chain rule
 * @param meanSurprisal of the lines and the end
 * @param maxSurprisal of them
 * @param endSurprisal −log p(end | lines)
 * @param fresh number of lines whose template neither model nor key had seen
 * @param score the statistic that is calibrated, nats
 * @param pValue in (0, 1]: probability of a sequence at least as surprising
 * @param anomalyScore in [0, 1]: min(1, c / 12) for a rarity c = −log10 p
 * @param anomalous true where the p-value is below the one fixed in the settings
 * @param expected the most probable continuations at the end, most probable first
 */
public record SequenceVerdict(
        long epoch,
        long last,
        long lines,
        double surprisal,
        double meanSurprisal,
        double maxSurprisal,
        double endSurprisal,
        long fresh,
        double score,
        double pValue,
        double anomalyScore,
        boolean anomalous,
        List<Expected> expected) {}
