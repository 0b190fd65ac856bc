package reelyard.cli;

import java.util.List;
import reelyard.model.Container;
import reelyard.model.JobAlerts;
import reelyard.model.JobSpec;
import reelyard.model.WhenDone;

/**
 * On what terms the farm shall run jobs: who asks, where, when, how often.
 *
 * @param name null for the input's
 * @param priority null for the default
 * @param attempts 0 for the default
 * @param staging null for the one that has the input
 */
record Terms(
    String name,
    String description,
    String user,
    Integer priority,
    String pool,
    List<String> tags,
    List<String> workers,
    List<String> after,
    long notBeforeMillis,
    int attempts,
    boolean suspended,
    boolean nonConcurrent,
    boolean nonStoppable,
    boolean ignoreShare,
    WhenDone whenDone,
    JobAlerts alerts,
    String staging) {

  static final Terms NONE =
      new Terms(
          null, null, null, null, null, null, null, null, 0, 0, false, false, false, false, null,
          null, null);

  /** The job that turns this input into this output on these terms. */
  JobSpec spec(
      String input,
      String output,
      String preset,
      String presetJson,
      Container container,
      List<String> options,
      boolean overwrite) {
    return new JobSpec(
        name,
        input,
        output,
        preset,
        presetJson,
        container,
        options,
        overwrite,
        attempts,
        null,
        description,
        user,
        priority,
        pool,
        tags,
        workers,
        after,
        notBeforeMillis,
        suspended,
        nonConcurrent,
        nonStoppable,
        ignoreShare,
        whenDone,
        alerts,
        staging,
        false);
  }
}
