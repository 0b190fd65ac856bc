package reelyard.web;

import java.util.List;
import reelyard.bus.Json;
import reelyard.bus.RefusedException;
import reelyard.message.GetFarm;
import reelyard.message.Refusal;
import reelyard.message.SubmitJobs;

/** Turns what came over HTTP into questions for the bus, or refuses it and says what is wrong. */
final class ApiInput {

  static final int MOST_ENDED = 10_000;

  private ApiInput() {}

  /**
   * The body of a submission.
   *
   * @throws RefusedException naming the unknown field, or where the JSON breaks
   */
  static SubmitJobs submission(String body) {
    if (body == null || body.isBlank()) {
      throw bad("the body is empty: send {\"jobs\": [{\"input\": …, \"output\": …}]}");
    }
    try {
      return Json.readStrictly(body, SubmitJobs.class);
    } catch (IllegalArgumentException e) {
      throw bad(e.getMessage());
    }
  }

  /**
   * The query parameter "ended" as often as it came.
   *
   * @throws RefusedException when it is not one number from 0 to {@value #MOST_ENDED}
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
    throw bad("ended: must be one number, 0 to " + MOST_ENDED);
  }

  private static RefusedException bad(String message) {
    return new RefusedException(Refusal.badMessage(message));
  }
}
