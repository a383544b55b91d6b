package dev.undercurrent.core.tokens;

import dev.undercurrent.core.Incident;
import dev.undercurrent.core.Verdict;
import dev.undercurrent.core.scoring.RegimeTrack;
import java.util.List;

/**
 * What Undercurrent says about one line of one key. Final when emitted.
 *
 * @param time event time, microseconds UTC
 * @param sequence number of this line within its key, from 0
 * @param epoch time of the key's first line, microseconds UTC
 * @param status how far the numbers may be trusted
 * @param template id of what came
 * @param text of it
 * @param fresh true where the model and the key had never seen this template
 * @param surprisal −log p(template | lines before), nats
 * @param probability e^−surprisal
 * @param rank of what came among all templates by probability, from 1
 * @param pValue in (0, 1]: probability, under the key's own past, of a line at least as surprising
 * @param anomalyScore in [0, 1]: min(1, c / 12) for a rarity c in powers of ten
 * @param alarm true while an incident is open
 * @param expected the most probable next templates as they were before this line, most probable first
 * @param regime phase of the process, {@link Verdict#NO_REGIME} where no model tells; another one is named once it has led for
 *     some lines, as {@link RegimeTrack} says
 * @param regimeProbability its posterior, 0 where there is none
 * @param regimeSince its onset, microseconds UTC: the first line of those that it led
 * @param previousRegime the phase before, where it changed with this line, else {@link Verdict#NO_REGIME}
 * @param previousDwell how long that one had lasted, microseconds, 0 where it did not change
 * @param incident what happened to the key's incident with this line, or null
 */
public record LineVerdict(
        long time,
        long sequence,
        long epoch,
        Verdict.Status status,
        long template,
        String text,
        boolean fresh,
        double surprisal,
        double probability,
        int rank,
        double pValue,
        double anomalyScore,
        boolean alarm,
        List<Expected> expected,
        int regime,
        double regimeProbability,
        long regimeSince,
        int previousRegime,
        long previousDwell,
        Incident incident) {}
