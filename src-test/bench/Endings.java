package bench;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.CountDownLatch;

/** Counts jobs that completed; one that ended otherwise spoils the run. */
final class Endings {

  private Endings() {}

  static void count(JsonObject message, CountDownLatch left) {
    JsonObject job = message.getJsonObject("body").getJsonObject("job");
    if (job == null) {
      return;
    }
    switch (job.getString("state")) {
      case "COMPLETE" -> left.countDown();
      case "FAILED", "STOPPED" -> {
        System.err.println("spoiled: " + job.encodePrettily());
        System.exit(1);
      }
      default -> {}
    }
  }
}
