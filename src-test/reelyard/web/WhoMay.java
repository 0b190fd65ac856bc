package reelyard.web;

import java.util.stream.Stream;
import reelyard.address.Permits.Way;
import reelyard.model.UserRole;

/**
 * What each role may, written down once more and by hand: the tables of the program are held
 * against it, so that nobody widens them by mistake.
 */
final class WhoMay {

  private static final String ANY = "[^/]+";

  private WhoMay() {}

  /** The least role for a request; null where anybody may. */
  static UserRole ask(String method, String path) {
    if (path.matches("/api/v1/login|/health/(live|ready)")) {
      return null;
    }
    if (path.matches("/api/v1/(logout|password)")) {
      return UserRole.VIEWER;
    }
    if (path.equals("/api/v1/backup")) {
      return UserRole.ADMIN;
    }
    if (method.equals("GET")) {
      boolean browses = path.matches("/api/v1/(media|uploads).*");
      return browses ? UserRole.SUBMITTER : UserRole.VIEWER;
    }
    boolean ownJobs =
        Stream.of(
                "/api/v1/jobs",
                "/api/v1/jobs/change",
                "/api/v1/jobs/" + ANY,
                "/api/v1/jobs/" + ANY + "/(suspend|activate|stop|retry|archive|restore)",
                "/api/v1/uploads.*")
            .anyMatch(path::matches);
    return ownJobs ? UserRole.SUBMITTER : UserRole.OPERATOR;
  }

  /** The least role for an address of the bus; null for none. */
  static UserRole reach(Way way, String address) {
    if (way == Way.HEAR) {
      return address.matches(
              "reelyard\\.farm\\.(jobs|workers|summary)"
                  + "|reelyard\\.job\\.[a-z0-9]+\\.(progress|log)")
          ? UserRole.VIEWER
          : null;
    }
    return switch (address.replaceFirst("^reelyard\\.(scheduler\\.)?", "")) {
      case "farm",
          "drop-box",
          "list-jobs",
          "get-job",
          "get-job-details",
          "get-command",
          "read-log",
          "list-alerts",
          "explain-job",
          "get-eta",
          "get-history",
          "get-stagings",
          "get-statistics",
          "get-throughput",
          "list-presets",
          "get-preset" ->
          UserRole.VIEWER;
      case "submit", "change-jobs" -> UserRole.SUBMITTER;
      case "undo-job",
          "control-workers",
          "set-worker",
          "test-worker",
          "set-farm",
          "put-preset",
          "import-presets",
          "delete-preset" ->
          UserRole.OPERATOR;
      case "back-up" -> UserRole.ADMIN;
      default -> null;
    };
  }
}
