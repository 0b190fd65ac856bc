package reelyard.node;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** What a process can be in the farm, in the order in which one needs the other. */
enum Role {
  STAGING("reelyard.staging.StagingVerticle"),
  SCHEDULER("reelyard.scheduler.SchedulerVerticle"),
  WEB("reelyard.web.WebVerticle"),
  WORKER("reelyard.worker.WorkerVerticle");

  /** The word for all that a manager's host runs. */
  static final String MANAGER = "manager";

  private final String verticle;

  Role(String verticle) {
    this.verticle = verticle;
  }

  /** The class of its verticle. */
  String verticle() {
    return verticle;
  }

  /** As people type it. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The roles that a word stands for; none when it is not a role's. */
  static Set<Role> of(String word) {
    if (word.equals(MANAGER)) {
      return EnumSet.of(STAGING, SCHEDULER, WEB);
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
