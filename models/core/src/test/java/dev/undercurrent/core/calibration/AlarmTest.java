package dev.undercurrent.core.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.undercurrent.core.Incident;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class AlarmTest {

    private static final long SECOND = 1_000_000;
    private static final long DAY = 86_400 * SECOND;
    /** One incident in 10,000 seconds: at one event per second the threshold is 4. */
    private static final AlarmSettings SETTINGS = new AlarmSettings(1, 10_000 * SECOND, 10, 20, 3, 5);

    private final Alarm alarm = new Alarm(SETTINGS);
    private Alarm.State state;
    private long time;

    @BeforeEach
    void warm() {
        state = new Alarm.State();
        time = 0;
        for (int t = 0; t < 10; t++) {
            assertThat(event(0.3)).isNull();
        }
    }

    private Incident event(double rarity) {
        time += SECOND;
        return alarm.update(state, time, state.events() == 0 ? 0 : SECOND, rarity, rarity / Rarity.MAX);
    }

    @Test
    @DisplayName("the threshold is the log of events per tolerated incident")
    void thresholdFollowsBudgetAndRate() {
        assertThat(alarm.threshold(state)).isCloseTo(4, within(1e-9));
        assertThat(new Alarm(new AlarmSettings(10, 10_000 * SECOND, 0, 0, 1, 0)).threshold(state))
                .isCloseTo(3, within(1e-9));
        assertThat(new Alarm(new AlarmSettings(1, 7 * DAY, 0, 0, 1, 0)).threshold(state))
                .isCloseTo(Math.log10(7 * 86_400.0), within(1e-9));
        assertThat(new Alarm(new AlarmSettings(1e9, DAY, 0, 0, 1, 0)).threshold(state))
                .isEqualTo(2);
        assertThat(alarm.threshold(new Alarm.State())).isEqualTo(0.98 * Rarity.MAX);
    }

    @Test
    @DisplayName("events at equal times count for the rate")
    void equalTimesCount() {
        var s = new Alarm.State();
        for (int t = 0; t < 1000; t++) {
            alarm.update(s, t / 10, t == 0 || t % 10 != 0 ? 0 : SECOND, 0.1, 0.01);
        }
        assertThat(s.interval()).isCloseTo(SECOND / 10.0, within(2000.0));
    }

    @Test
    @DisplayName(
            "an incident opens at the threshold, rises, holds while unusual, closes after calm events, all under one number")
    void lifeOfAnIncident() {
        assertThat(event(3.99)).isNull();
        event(0.1);
        Incident open = event(5);
        assertThat(open.phase()).isEqualTo(Incident.Phase.OPEN);
        assertThat(open.number()).isEqualTo(1);
        assertThat(open.onset()).isEqualTo(time);
        assertThat(event(4)).isNull();
        Incident update = event(6);
        assertThat(update.phase()).isEqualTo(Incident.Phase.UPDATE);
        assertThat(update.peakScore()).isEqualTo(0.5);
        assertThat(update.peakTime()).isEqualTo(time);
        event(0.2);
        event(0.2);
        assertThat(event(3.1))
                .as("unusual again: the count of calm events starts again")
                .isNull();
        assertThat(event(0.2)).isNull();
        assertThat(event(0.2)).isNull();
        Incident close = event(0.2);
        assertThat(close.phase()).isEqualTo(Incident.Phase.CLOSE);
        assertThat(close.number()).isEqualTo(1);
        assertThat(close.opened()).isEqualTo(open.opened());
        assertThat(close.peakScore()).isEqualTo(0.5);
        assertThat(state.open()).isFalse();
    }

    @Test
    @DisplayName("the onset is the first event of the run above three quarters of the threshold")
    void onsetIsTheRise() {
        event(2.9);
        event(3.1);
        long rise = time;
        event(3.5);
        assertThat(event(4.5).onset()).isEqualTo(rise);
    }

    @Test
    @DisplayName(
            "after the opening of an incident none opens for the refractory, then only one above the bar, which decays")
    void refractoryAndBar() {
        assertThat(event(12)).isNotNull();
        for (int t = 0; t < 3; t++) {
            event(0.1);
        }
        assertThat(state.open()).isFalse();
        for (int t = 3; t < 19; t++) {
            assertThat(event(12)).as("refractory event %d", t).isNull();
        }
        // a bar of 6 has decayed by e^(-17 / 50) to 4.3
        assertThat(event(4.2)).isNull();
        assertThat(event(4.3)).isNotNull();
        assertThat(state.number()).isEqualTo(2);
    }

    @Test
    @DisplayName("a high bar keeps echoes of a large event from opening incidents")
    void barIsHalfThePeak() {
        var eager = new Alarm(new AlarmSettings(100, 10_000 * SECOND, 10, 1, 3, 5));
        assertThat(eager.threshold(state)).isEqualTo(2);
        var s = Alarm.copy(state);
        eager.update(s, ++time, SECOND, 12, 1);
        for (int t = 0; t < 4; t++) {
            eager.update(s, ++time, SECOND, 0.1, 0);
        }
        assertThat(s.open()).isFalse();
        assertThat(eager.update(s, ++time, SECOND, 2.2, 0.2)).isNull();
        for (int t = 0; t < 10; t++) {
            eager.update(s, ++time, SECOND, 0.1, 0);
        }
        assertThat(eager.update(s, ++time, SECOND, 2.2, 0.2)).isNotNull();
    }

    @Test
    @DisplayName("no incident opens while warming up, and learning is not withheld")
    void warmUpSuppresses() {
        var s = new Alarm.State();
        for (int t = 0; t < 10; t++) {
            assertThat(alarm.warming(s)).isTrue();
            assertThat(alarm.frozen(s, 12)).isFalse();
            assertThat(alarm.update(s, t * SECOND, t == 0 ? 0 : SECOND, 12, 1)).isNull();
        }
        assertThat(alarm.warming(s)).isFalse();
        assertThat(alarm.update(s, 11 * SECOND, SECOND, 12, 1).number()).isEqualTo(1);
    }

    @Test
    @DisplayName("learning is withheld for a bounded number of unusual events in a row")
    void freezeIsBounded() {
        int frozen = 0;
        for (int t = 0; t < 100; t++) {
            frozen += alarm.frozen(state, 8) ? 1 : 0;
            event(8);
        }
        assertThat(frozen).isEqualTo(5);
        assertThat(state.open()).isTrue();
    }
}
