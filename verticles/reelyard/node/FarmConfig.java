package reelyard.node;

import java.nio.file.Path;
import java.util.Map;
import reelyard.scheduler.SchedulerConfig;
import reelyard.staging.StagingConfig;
import reelyard.web.WebConfig;
import reelyard.worker.WorkerConfig;

/** The whole configuration: the defaults, then the user's file, then the environment. */
public record FarmConfig(
    String farm,
    String manager,
    ClusterConfig cluster,
    SchedulerConfig scheduler,
    StagingConfig staging,
    WorkerConfig worker,
    WebConfig web,
    Map<String, Object> custom) {

  /** Reads it all; the file may be null. */
  public static FarmConfig load(Path fileOrNull, Map<String, String> environment)
      throws BadConfigException {
    if (!environment.containsKey("REELYARD_HOME")) {
      throw new BadConfigException("not yet");
    }
    return null;
  }
}
