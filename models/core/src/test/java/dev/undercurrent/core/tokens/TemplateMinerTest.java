package dev.undercurrent.core.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TemplateMinerTest {

    /** Statements of a program, as {@code printf} would have them; each % is filled with something variable. */
    private static final List<String> STATEMENTS = List.of(
            "Accepted connection from %h:%n",
            "Accepted session %x for user %u",
            "Rejected session %x for user %u",
            "Block %b of size %n stored at %p",
            "Block %b of size %n deleted at %p",
            "cache hit ratio = %f, misses=%n",
            "Took %f seconds to start instance %g",
            "Took %f seconds to stop instance %g",
            "disk %p is %n% full",
            "shutting down",
            "state changed from NEW to RUNNING for task %x",
            "state changed from RUNNING to DONE for task %x",
            "retry %n of %n after %n ms: Connection refused",
            "GET %p?id=%n status: %n len: %n",
            "values: %l");

    private final TemplateMiner miner = new TemplateMiner(MinerSettings.standard());

    private static String line(String statement, SplittableRandom random) {
        var out = new StringBuilder();
        for (int i = 0; i < statement.length(); i++) {
            char c = statement.charAt(i);
            if (c != '%' || i + 1 == statement.length() || !Character.isLetter(statement.charAt(i + 1))) {
                out.append(c);
                continue;
            }
            out.append(value(statement.charAt(++i), random));
        }
        return out.toString();
    }

    private static String value(char kind, SplittableRandom random) {
        int n = random.nextInt(100_000);
        return switch (kind) {
            case 'h' -> n % 2 == 0 ? "10.0." + n % 256 + "." + n % 99 : "node-" + n % 50 + ".example.com";
            case 'x' -> "0x" + Long.toHexString(random.nextLong());
            case 'u' -> List.of("root", "alice", "bob", "www-data", "x" + n).get(n % 5);
            case 'b' -> (n % 2 == 0 ? "blk_-" : "blk_") + n;
            case 'p' -> "/var/lib/" + (n % 3 == 0 ? "data" : "tmp") + "/" + n;
            case 'f' -> n / 100 + "." + n % 100;
            case 'g' -> new java.util.UUID(random.nextLong(), random.nextLong()).toString();
            case 'l' -> "1 2 3 4 5 6 7 8".substring(0, 1 + 2 * (n % 8));
            default -> Integer.toString(n);
        };
    }

    @Test
    @DisplayName("lines of the same statement of a program get one id, those of different ones different ids")
    void findsStatements() {
        var random = new SplittableRandom(5);
        var state = miner.start("program");
        Map<Integer, Long> ids = new HashMap<>();
        for (int i = 0; i < 3000; i++) {
            int k = random.nextInt(STATEMENTS.size());
            Mined mined = miner.mine(state, line(STATEMENTS.get(k), random));
            Long known = ids.putIfAbsent(k, mined.template());
            assertThat(mined.fresh()).as(mined.text()).isEqualTo(known == null);
            if (known != null) {
                assertThat(mined.template()).as(mined.text()).isEqualTo(known);
            }
        }
        assertThat(ids.values()).doesNotHaveDuplicates().hasSize(STATEMENTS.size());
        assertThat(state.size()).isEqualTo(STATEMENTS.size());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "took 812ms at 10.1.2.3:50010 | took <*> at <*> | 812ms,10.1.2.3:50010",
                "memory limit: 2.5 GB, free: 7 KB. | memory limit: <*>, free: <*>. | 2.5,7",
                "user=root tty=/dev/pts/1 rhost= | user=<*> tty=<*> rhost=<*> | root,/dev/pts/1,``",
                "tag=\"View Lock\", done | tag=\"<*>\", done | View Lock",
                "opened by alice@example.org | opened by <*> | alice@example.org",
                "[instance: 3edec1e4-9678-4a3a-a21b-a145a4ee5e61] Terminating | [instance: <*>] Terminating | 3edec1e4-9678-4a3a-a21b-a145a4ee5e61",
                "at Fri Jun 17 20:55:07 2005 | at <*> | Fri,Jun,17,20:55:07,2005",
                "chip FF:F2:AE:EA ok=true | chip <*> ok=<*> | FF:F2:AE:EA,true",
                "icache depth.........7 | icache depth.........<*> | 7",
                "java.io.IOException in android.intent.action.SCREEN_ON | java.io.IOException in android.intent.action.SCREEN_ON |",
                "May the force be with user who logs | May the force be with user <*> logs | who",
                "read /n/a or C:\\a\\b.dll | read <*> or C:<*> | /n/a,\\a\\b.dll"
            })
    @DisplayName("what is variable by its looks is masked, and comes out as parameters")
    void masks(String line, String text, String parameters) {
        Mined mined = miner.mine(miner.start("s"), line);
        assertThat(mined.text()).isEqualTo(text);
        assertThat(String.join(
                        ",", mined.parameters().stream().map(Parameter::text).toList()))
                .isEqualTo(parameters == null ? "" : parameters.replace("``", ""));
    }

    @Test
    @DisplayName("a template keeps its id while it learns that a name is a variable, and from then on gives the name")
    void generalises() {
        var state = miner.start("s");
        Mined first = miner.mine(state, "Failed password for root from 10.0.0.1");
        assertThat(first.text()).isEqualTo("Failed password for root from <*>");
        Mined second = miner.mine(state, "Failed password for alice from 10.0.0.2");
        assertThat(second.template()).isEqualTo(first.template());
        assertThat(second.fresh()).isFalse();
        assertThat(second.text()).isEqualTo("Failed password for <*> from <*>");
        assertThat(second.parameters()).containsExactly(new Parameter(48, "alice"), new Parameter(80, "10.0.0.2"));
        assertThat(miner.mine(state, "Failed password for root from 10.0.0.3").parameters())
                .containsExactly(new Parameter(48, "root"), new Parameter(80, "10.0.0.3"));
    }

    @Test
    @DisplayName("verbs and states that differ stay apart until there are as many siblings as the settings say")
    void siblings() {
        var settings = new MinerSettings(100, 50, 500, 4);
        var few = new TemplateMiner(settings);
        var state = few.start("s");
        List<Long> ids = new ArrayList<>();
        for (String service : List.of("cups", "cron", "klog", "sys", "net", "dns")) {
            ids.add(few.mine(state, service + " startup succeeded").template());
        }
        assertThat(ids.subList(0, 3)).doesNotHaveDuplicates();
        assertThat(ids.subList(3, 6)).containsOnly(ids.get(0));
        assertThat(few.mine(state, "klog startup succeeded").template()).isEqualTo(ids.get(2));
    }

    @Test
    @DisplayName("ids depend on the source and the lines alone: replayed, read back or copied states give the same")
    void deterministic() {
        var random = new SplittableRandom(6);
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 600; i++) {
            String s = line(STATEMENTS.get(random.nextInt(STATEMENTS.size())), random);
            lines.add(
                    i % 3 == 0 ? s : s + " w" + (char) ('a' + random.nextInt(26)) + (char) ('a' + random.nextInt(26)));
        }
        var codec = miner.codec();
        var one = miner.start("s");
        var other = miner.start("s");
        var fresh = new TemplateMiner(MinerSettings.standard());
        for (int i = 0; i < lines.size(); i++) {
            Mined expected = miner.mine(one, lines.get(i));
            if (i % 50 == 7) {
                var out = new ByteSink(64);
                codec.write(other, out);
                other = fresh.codec().read(new ByteSource(out.toBytes()));
            }
            if (i % 50 == 30) {
                other = codec.copy(other);
            }
            assertThat(fresh.mine(other, lines.get(i))).isEqualTo(expected);
        }
        assertThat(miner.mine(miner.start("t"), "shutting down").template())
                .isNotEqualTo(miner.mine(miner.start("s"), "shutting down").template());
    }

    @Test
    @DisplayName("a burst of a million distinct lines stays within the bound on templates and bytes")
    void bounded() {
        var small = new TemplateMiner(new MinerSettings(200, 20, 200, 10));
        var state = small.start("s");
        var random = new SplittableRandom(7);
        var line = new StringBuilder();
        long others = 0;
        for (int i = 0; i < 1_000_000; i++) {
            line.setLength(0);
            for (int w = 0; w < 3; w++) {
                long bits = random.nextLong();
                for (int c = 0; c < 4; c++) {
                    line.append((char) ('g' + ((bits >>> (5 * c)) & 15)));
                }
                line.append(' ');
            }
            Mined mined = small.mine(state, line);
            others += mined.template() == TemplateMiner.OTHER ? 1 : 0;
        }
        assertThat(state.size()).isEqualTo(200);
        assertThat(others).isGreaterThan(990_000);
        var out = new ByteSink(64);
        small.codec().write(state, out);
        assertThat(out.size()).isLessThan(200 * 80);
    }

    @Test
    @DisplayName("long lines are looked at up to the bounds; what follows is one variable")
    void long_lines() {
        var small = new TemplateMiner(new MinerSettings(10, 3, 40, 10));
        var state = small.start("s");
        assertThat(small.mine(state, "a b c d e f").text()).isEqualTo("a b c <*>");
        assertThat(small.mine(state, "a b c x y").text()).isEqualTo("a b c <*>");
        assertThat(small.mine(state, "a b " + "y".repeat(1_000_000)).text()).endsWith("<*>");
        assertThat(small.mine(state, "").text()).isEmpty();
        assertThat(small.mine(state, "\u0000\u0001 \ufffd\u0002 \ud800").text()).isEqualTo("\ufffd \ud800");
    }

    @ParameterizedTest
    @CsvSource({
        "812ms,812",
        "-3.5,-3.5",
        "2.5 GB,2.5",
        "10.1.2.3,NaN",
        "0x1f,NaN",
        "20:55:07,NaN",
        "abc,NaN",
        "7%,7",
        "+,NaN"
    })
    @DisplayName("a parameter is a number where it begins with one and no further digits follow")
    void numbers(String text, double number) {
        assertThat(new Parameter(0, text).number()).isEqualTo(Double.valueOf(number));
    }

    @Test
    @DisplayName("settings and states out of bounds are refused with what was found")
    void refuses() {
        assertThatThrownBy(() -> new MinerSettings(0, 10, 100, 10))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("templates is 0");
        assertThatThrownBy(() -> miner.codec().read(new ByteSource(new byte[] {9})))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("version 9");
    }
}
