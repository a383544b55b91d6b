package dev.undercurrent.core.tokens;

import dev.undercurrent.core.state.ByteSink;
import dev.undercurrent.core.state.ByteSource;
import dev.undercurrent.core.state.StateCodec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Finds the templates of a source's log lines as they come. */
public final class TemplateMiner {

    /** Stands for a variable in the text of a template. */
    public static final String VARIABLE = "<*>";

    /** Id of all lines that found no place among the templates. */
    public static final long OTHER = 1;

    /** Text of {@link #OTHER}. */
    public static final String OTHER_TEXT = "<other>";

    private final MinerSettings settings;

    public TemplateMiner(MinerSettings settings) {
        this.settings = settings;
    }

    /** The templates of one source. */
    public static final class State {
        final String source;
        final Map<String, Long> templates = new LinkedHashMap<>();

        State(String source) {
            this.source = source;
        }

        /** Number of templates so far. */
        public int size() {
            return templates.size();
        }
    }

    /** The state before the first line of a source. */
    public State start(String source) {
        return new State(source);
    }

    /** Finds or makes the template of a line, given without its header. */
    public Mined mine(State s, CharSequence content) {
        String[] words = content.toString().trim().split("\\s+", -1);
        var text = new StringBuilder();
        List<Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < words.length; i++) {
            boolean variable = words[i].chars().anyMatch(Character::isDigit);
            text.append(i == 0 ? "" : " ").append(variable ? VARIABLE : words[i]);
            if (variable) {
                parameters.add(new Parameter(i, words[i]));
            }
        }
        Long known = s.templates.get(text.toString());
        if (known != null) {
            return new Mined(known, text.toString(), parameters, false);
        }
        if (s.templates.size() >= settings.templates()) {
            return new Mined(OTHER, OTHER_TEXT, parameters, false);
        }
        long id = s.source.hashCode() * 0x9e3779b97f4a7c15L ^ text.toString().hashCode() * 0xbf58476d1ce4e5b9L;
        s.templates.put(text.toString(), id);
        return new Mined(id, text.toString(), parameters, true);
    }

    /** How the state is copied and written. */
    public StateCodec<State> codec() {
        return new StateCodec<>() {
            @Override
            public void write(State s, ByteSink out) {
                out.writeString(s.source);
                out.writeInt(s.size());
                s.templates.forEach((text, id) -> {
                    out.writeString(text);
                    out.writeLong(id);
                });
            }

            @Override
            public State read(ByteSource in) {
                State s = new State(in.readString(1 << 16));
                int n = in.readCount("templates", 0, settings.templates());
                for (int i = 0; i < n; i++) {
                    s.templates.put(in.readString(1 << 20), in.readLong());
                }
                return s;
            }

            @Override
            public State copy(State s) {
                State copy = new State(s.source);
                copy.templates.putAll(s.templates);
                return copy;
            }
        };
    }
}
