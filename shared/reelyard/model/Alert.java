package reelyard.model;

import java.util.Map;

/**
 * Something that people want to be told. It is kept until everybody was told or nobody could be.
 *
 * @param id grows with time, unique in the farm
 * @param subject one line
 * @param text the whole story, plain
 * @param facts for machines: jobId, workerId and the like
 * @param job whom this job tells besides, or null
 */
public record Alert(
    long id,
    AlertKind kind,
    long millis,
    String subject,
    String text,
    Map<String, String> facts,
    JobAlerts job) {

  public Alert {
    facts = facts == null ? Map.of() : Map.copyOf(facts);
  }

  /** The same without whom its job tells. */
  public Alert withoutAddresses() {
    return new Alert(id, kind, millis, subject, text, facts, null);
  }
}
