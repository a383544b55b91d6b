package dev.undercurrent.jobs.dashboard;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.undercurrent.schemas.ExpectedTemplate;
import dev.undercurrent.schemas.LineScore;
import dev.undercurrent.schemas.LineStatus;
import dev.undercurrent.schemas.Score;
import dev.undercurrent.schemas.Status;
import java.io.IOException;
import java.util.List;

/** Lines of logs: as JSON, and as points of the series that is their key. */
final class LineView {

    /** Templates told of each line. */
    static final int EXPECTED = 3;

    private LineView() {}

    static void write(JsonGenerator json, LineLog log, List<LineLog.Line> lines) throws IOException {
        json.writeStartArray();
        for (LineLog.Line line : lines) {
            write(json, log, line);
        }
        json.writeEndArray();
    }

    private static void write(JsonGenerator json, LineLog log, LineLog.Line line) throws IOException {
        LineScore score = line.score();
        json.writeStartObject();
        json.writeNumberField("number", line.number());
        json.writeStringField("series", score.getSeries());
        json.writeNumberField("time", Micros.of(score.getTime()));
        json.writeStringField("source", score.getSource());
        json.writeStringField("line", LineLog.shown(score));
        json.writeStringField("template", score.getText());
        json.writeBooleanField("fresh", score.getFresh());
        json.writeStringField("status", score.getStatus().name());
        Json.field(json, "surprisal", (float) score.getSurprisal());
        Json.field(json, "probability", (float) score.getProbability());
        json.writeNumberField("rank", score.getRank());
        Json.field(json, "score", (float) score.getAnomalyScore());
        json.writeBooleanField("alarm", score.getAlarm());
        json.writeStringField("explanation", score.getExplanation());
        json.writeArrayFieldStart("expected");
        for (ExpectedTemplate expected : LineLog.expected(score, EXPECTED)) {
            json.writeStartObject();
            json.writeStringField(
                    "template",
                    !expected.getText().isEmpty() ? expected.getText() : log.template(expected.getTemplate()));
            Json.field(json, "probability", (float) expected.getProbability());
            json.writeBooleanField("came", expected.getTemplate() == score.getTemplate());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    /** A line as an event of its key, whose value is the surprisal; there is no band, since nothing is expected of it. */
    static Score point(LineScore line) {
        return Score.newBuilder()
                .setSeries(line.getSeries())
                .setTime(line.getTime())
                .setSequence(line.getSequence())
                .setEpoch(line.getEpoch())
                .setValues(List.of(line.getSurprisal()))
                .setStatus(status(line.getStatus()))
                .setSurprisal(line.getSurprisal())
                .setPValue(line.getPValue())
                .setAnomalyScore(line.getAnomalyScore())
                .setAlarm(line.getAlarm())
                .setRegime(line.getRegime() == null ? 0 : line.getRegime())
                .setRegimeProbability(line.getRegimeProbability())
                .setChangeProbability(0)
                .setRegimeSince(line.getEpoch())
                .setExpected(List.of())
                .setLower(List.of())
                .setUpper(List.of())
                .setIncident(line.getIncident())
                .setModel(line.getModel())
                .build();
    }

    private static Status status(LineStatus status) {
        return switch (status) {
            case OK -> Status.OK;
            case WARMING -> Status.WARMING;
            case MISSING -> Status.MISSING;
            case FROZEN -> Status.FROZEN;
            case UNKNOWN -> Status.UNKNOWN;
        };
    }
}
