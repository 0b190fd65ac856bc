package reelyard.web;

import java.util.List;
import java.util.Objects;
import reelyard.bus.Json;
import reelyard.message.GetFarm;
import reelyard.message.SubmitJobs;

/** Turns what came over HTTP into questions for the bus, or says what is wrong with it. */
final class ApiInput {

  static final int MOST_ENDED = 10_000;

  private ApiInput() {}

  /**
   * The body of a submission.
   *
   * @throws IllegalArgumentException naming the unknown field, or where the JSON breaks
   */
  static SubmitJobs submission(String body) {
    if (body == null || body.isBlank()) {
      throw new IllegalArgumentException("the body is empty: send {\"jobs\": [{\"input\": …}]}");
    }
    SubmitJobs question = Json.readStrictly(body, SubmitJobs.class);
    if (question.jobs() == null || question.jobs().isEmpty()) {
      throw new IllegalArgumentException("jobs: missing or empty; at least one job belongs there");
    }
    if (question.jobs().stream().anyMatch(Objects::isNull)) {
      throw new IllegalArgumentException("jobs: null where a job belongs");
    }
    return question;
  }

  /**
   * The query parameter "ended" as often as it came.
   *
   * @throws IllegalArgumentException when it is not one number from 0 to {@value #MOST_ENDED}
   */
  static GetFarm farm(List<String> ended) {
    if (ended.isEmpty()) {
      return new GetFarm(0);
    }
    String words = ended.get(0);
    if (ended.size() == 1 && words.matches("[0-9]{1,5}")) {
      int limit = Integer.parseInt(words);
      if (limit <= MOST_ENDED) {
        return new GetFarm(limit);
      }
    }
    throw new IllegalArgumentException("ended: must be one number, 0 to " + MOST_ENDED);
  }
}
