package reelyard.node;

import io.vertx.core.Deployable;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import reelyard.alert.AlertVerticle;
import reelyard.dropbox.DropboxVerticle;
import reelyard.gateway.GatewayVerticle;
import reelyard.scheduler.SchedulerVerticle;
import reelyard.staging.StagingVerticle;
import reelyard.web.WebVerticle;
import reelyard.worker.WorkerVerticle;

/**
 * What a process can be in the farm, in the order in which they start: the scheduler first, since
 * it ends a second manager before anything else of that is up.
 */
enum Role {
  SCHEDULER,
  STAGING,
  WEB,
  ALERT,
  DROPBOX,
  GATEWAY,
  WORKER;

  /** The word for all that a manager's host runs. */
  static final String MANAGER = "manager";

  /** A new verticle that plays this role. */
  Deployable verticle() {
    return switch (this) {
      case SCHEDULER -> new SchedulerVerticle();
      case STAGING -> new StagingVerticle();
      case WEB -> new WebVerticle();
      case ALERT -> new AlertVerticle();
      case DROPBOX -> new DropboxVerticle();
      case GATEWAY -> new GatewayVerticle();
      case WORKER -> new WorkerVerticle();
    };
  }

  /** As people type it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The roles that a word stands for; none when it is not a role's. */
  static Set<Role> of(String word) {
    if (word.equals(MANAGER)) {
      return EnumSet.of(SCHEDULER, STAGING, WEB, ALERT, DROPBOX, GATEWAY);
    }
    return Arrays.stream(values())
        .filter(role -> role.word().equals(word))
        .findFirst()
        .map(EnumSet::of)
        .orElseGet(() -> EnumSet.noneOf(Role.class));
  }

  /** Every word that stands for roles. */
  static List<String> words() {
    return Stream.concat(Stream.of(MANAGER), Arrays.stream(values()).map(Role::word)).toList();
  }
}
