package reelyard.scheduler;

import java.util.List;
import reelyard.message.SourceFinding;
import reelyard.model.Failure;
import reelyard.model.JobSpec;
import reelyard.model.Needs;
import reelyard.model.WhenDone;

/** A job as a test wants it, with everything that the test does not speak of as usual. */
final class WantedJob {

  static final long BYTES = 50_000_000;

  private final String name;
  private String preset;
  private String encoder;
  private int presetVersion;
  private int attempts;
  private String label;
  private String user;
  private Integer priority;
  private String pool;
  private List<String> tags = List.of();
  private List<String> workers = List.of();
  private List<String> after = List.of();
  private long notBeforeMillis;
  private boolean suspended;
  private boolean nonConcurrent;
  private boolean nonStoppable;
  private boolean ignoreShare;
  private WhenDone whenDone;
  private long bytes = BYTES;
  private boolean replacing;
  private Failure finding;
  private String staging = JobSpec.ONLY_STAGING;

  private WantedJob(String name) {
    this.name = name;
  }

  /** Makes /out/name.mp4 of /in/name.mkv. */
  static WantedJob job(String name) {
    return new WantedJob(name);
  }

  WantedJob preset(String value) {
    preset = value;
    return this;
  }

  /** Of a preset that the job brings. */
  WantedJob presetVersion(int value) {
    presetVersion = value;
    return this;
  }

  WantedJob encoder(String value) {
    encoder = value;
    return this;
  }

  WantedJob attempts(int value) {
    attempts = value;
    return this;
  }

  WantedJob label(String value) {
    label = value;
    return this;
  }

  WantedJob user(String value) {
    user = value;
    return this;
  }

  WantedJob priority(int value) {
    priority = value;
    return this;
  }

  WantedJob pool(String value) {
    pool = value;
    return this;
  }

  WantedJob tags(String... values) {
    tags = List.of(values);
    return this;
  }

  WantedJob workers(String... values) {
    workers = List.of(values);
    return this;
  }

  WantedJob after(String... values) {
    after = List.of(values);
    return this;
  }

  WantedJob notBefore(long millis) {
    notBeforeMillis = millis;
    return this;
  }

  WantedJob suspended() {
    suspended = true;
    return this;
  }

  WantedJob nonConcurrent() {
    nonConcurrent = true;
    return this;
  }

  WantedJob nonStoppable() {
    nonStoppable = true;
    return this;
  }

  WantedJob ignoreShare() {
    ignoreShare = true;
    return this;
  }

  WantedJob whenDone(WhenDone value) {
    whenDone = value;
    return this;
  }

  WantedJob bytes(long value) {
    bytes = value;
    return this;
  }

  /** Its files lie there. */
  WantedJob staging(String value) {
    staging = value;
    return this;
  }

  /** Staging refuses it. */
  WantedJob refusedByStaging(Failure why) {
    finding = why;
    return this;
  }

  /** Its result takes its source's place. */
  WantedJob replacing() {
    replacing = true;
    return this;
  }

  JobSpec spec() {
    JobSpec spec = plainSpec();
    return replacing ? spec.replacing().withOutput(spec.output()) : spec;
  }

  private JobSpec plainSpec() {
    return new JobSpec(
        null,
        "/in/" + name + ".mkv",
        "/out/" + name + ".mp4",
        preset,
        null,
        null,
        null,
        false,
        attempts,
        label,
        null,
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
        null,
        null,
        false);
  }

  Submissions.Wish wish() {
    Needs needs = new Needs(encoder, presetVersion > 0 ? null : spec().preset(), presetVersion);
    return new Submissions.Wish(
        spec(), needs, new SourceFinding(bytes, "/out/" + name + ".mp4", staging, finding));
  }
}
