package reelyard.alert;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import reelyard.model.Alert;

/**
 * A mail as people read it.
 *
 * @param subject ready for the header
 * @param messageId the same when the mail is sent again
 */
record Letter(String to, String subject, String text, String messageId) {

  private static final int MOST_TEXT = 20_000;
  private static final int MOST_FACT = 500;
  private static final int MOST_REMARK = 300;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

  /** One alert in full, or several in short; all for the same address. */
  static Letter of(List<Telling> tellings, String farm, String from) {
    Telling first = tellings.get(0);
    boolean alone = tellings.size() == 1;
    String id = first.id(farm) + (alone ? "" : "-and-" + (tellings.size() - 1));
    return new Letter(
        first.to(),
        Words.header("[" + farm + "] " + (alone ? first.subject() : counts(tellings))),
        alone ? story(first, farm) : summary(tellings, farm),
        "<" + id + from.substring(from.lastIndexOf('@')) + ">");
  }

  private static String story(Telling telling, String farm) {
    Alert alert = telling.alert();
    StringBuilder story = new StringBuilder(Words.lines(alert.text(), MOST_TEXT).strip());
    if (!alert.facts().isEmpty()) {
      story.append("\n\n");
      new TreeMap<>(alert.facts())
          .forEach(
              (fact, value) ->
                  story
                      .append(Words.line(fact, MOST_FACT))
                      .append(": ")
                      .append(Words.line(value, MOST_FACT))
                      .append('\n'));
    }
    return story.toString().stripTrailing()
        + "\n\n-- \nAlert %d of the farm %s, %s\n".formatted(alert.id(), farm, time(alert));
  }

  private static String summary(List<Telling> tellings, String farm) {
    StringBuilder lines = new StringBuilder();
    for (Telling telling : tellings) {
      lines.append(time(telling.alert())).append("  ").append(telling.subject()).append('\n');
      if (telling.topic() != Topic.JOB_COMPLETE) {
        Words.lines(telling.alert().text(), MOST_REMARK)
            .strip()
            .lines()
            .forEach(line -> lines.append("    ").append(line).append('\n'));
      }
    }
    return lines + "\n-- \nSummary of the farm " + farm + "\n";
  }

  /** Such as "12 alerts: 3 jobs failed, 9 jobs complete". */
  private static String counts(List<Telling> tellings) {
    Map<Topic, Integer> counts = new EnumMap<>(Topic.class);
    tellings.forEach(telling -> counts.merge(telling.topic(), 1, Integer::sum));
    return counts.entrySet().stream()
        .map(entry -> words(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining(", ", tellings.size() + " alerts: ", ""));
  }

  private static String words(Topic topic, int count) {
    String jobs = count == 1 ? "1 job " : count + " jobs ";
    return switch (topic) {
      case JOB_FAILED -> jobs + "failed";
      case JOB_COMPLETE -> jobs + "complete";
      case NTH_JOB -> count + " of every n-th job";
      case WORKER_QUARANTINED -> count == 1 ? "1 worker quarantined" : count + " quarantines";
      case LOW_SPACE -> count + " of low space";
    };
  }

  private static String time(Alert alert) {
    return TIME.format(Instant.ofEpochMilli(alert.millis()));
  }
}
