package reelyard.worker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Optional;

/** Understands the blocks of HandBrakeCLI 1.0 and later; what it does not know is nothing. */
final class ReportReader {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ReportReader() {}

  static Optional<Report> read(String label, byte[] json, int length) {
    JsonNode block;
    try {
      block = JSON.readTree(json, 0, length);
    } catch (IOException e) {
      return Optional.empty();
    }
    return switch (label) {
      case "Version" -> Optional.of(new Report.Version(block.path("VersionString").asText()));
      case "Progress" -> Optional.ofNullable(progress(block));
      default -> Optional.empty();
    };
  }

  private static Report progress(JsonNode block) {
    // 1.6 writes its scanning blocks without a state.
    String state = block.path("State").asText(block.has("Scanning") ? "SCANNING" : "");
    return switch (state) {
      case "SCANNING" -> new Report.Scanning();
      case "SEARCHING" -> new Report.Searching();
      case "WORKING" -> working(block.path("Working"));
      case "MUXING" -> new Report.Muxing();
      case "WORKDONE" -> new Report.WorkDone(block.path("WorkDone").path("Error").asInt(-1));
      default -> null;
    };
  }

  private static Report working(JsonNode working) {
    double average = working.path("RateAvg").asDouble();
    return new Report.Working(
        working.path("Pass").asInt(1),
        working.path("PassCount").asInt(1),
        working.path("Progress").asDouble(),
        average > 0 ? average : working.path("Rate").asDouble(),
        working.path("Hours").asInt(-1) < 0 ? -1 : working.path("ETASeconds").asLong(-1));
  }
}
