package reelyard.model;

import java.util.List;

/**
 * What a user asks for. Paths are absolute, on the host that stages the files.
 *
 * @param name for people; the input's file name when null
 * @param input a film, or a folder: a disc structure, or a film with its sidecar subtitles
 * @param output the file that the result becomes; null when replaceSource, which says it
 * @param preset HandBrake's preset name; {@value #DEFAULT_PRESET} when null
 * @param presetJson the preset file that holds the preset, null for a built-in one
 * @param container of the result; mp4 when null
 * @param options further HandBrake options, one argument each
 * @param overwrite whether the result may replace an earlier one
 * @param attempts how many tries it gets, the first included; 3 when 0; those that ended with their
 *     workers do not count
 * @param label names this job within its request, for others' after; or null
 * @param description for people; empty when null
 * @param user who asks; empty when null
 * @param priority 0 first, 100 is held back; {@value #DEFAULT_PRIORITY} when null
 * @param pool whose workers run it; empty for any
 * @param tags that its worker must all have
 * @param workers that may run it; empty for any
 * @param after ids of jobs, or labels of this request, that must be complete first
 * @param notBeforeMillis since 1970; 0 for at once
 * @param suspended waits until it is activated
 * @param nonConcurrent runs alone on its worker
 * @param nonStoppable is neither paused nor given back for the sake of schedules or other jobs
 * @param ignoreShare is not limited by its worker's share
 * @param whenDone what becomes of it when it is complete; LEAVE when null
 * @param alerts whom it tells of its end, or null
 * @param staging the host where the files lie; empty when the farm shall find out
 * @param replaceSource whether the result takes the source's place, once it is proven
 */
public record JobSpec(
    String name,
    String input,
    String output,
    String preset,
    String presetJson,
    Container container,
    List<String> options,
    boolean overwrite,
    int attempts,
    String label,
    String description,
    String user,
    Integer priority,
    String pool,
    List<String> tags,
    List<String> workers,
    List<String> after,
    long notBeforeMillis,
    boolean suspended,
    boolean nonConcurrent,
    boolean nonStoppable,
    boolean ignoreShare,
    WhenDone whenDone,
    JobAlerts alerts,
    String staging,
    boolean replaceSource) {

  public static final String DEFAULT_PRESET = "Fast 1080p30";
  public static final int DEFAULT_PRIORITY = 50;

  /** The name of the only staging of a farm, unless it is given another. */
  public static final String ONLY_STAGING = "staging";

  /** A job of this priority waits until it gets another. */
  public static final int HELD = 100;

  public JobSpec {
    if (presetJson != null && preset == null) {
      throw new IllegalArgumentException("preset is missing: which preset of presetJson is meant?");
    }
    options = options == null ? List.of() : List.copyOf(options);
    preset = preset == null ? DEFAULT_PRESET : preset;
    container = container == null ? Container.MP4 : container;
    attempts = attempts == 0 ? 3 : attempts;
    if (name == null && input != null) {
      name = input.substring(input.lastIndexOf('/') + 1);
    }
    description = description == null ? "" : description;
    user = user == null ? "" : user;
    priority = priority == null ? DEFAULT_PRIORITY : priority;
    pool = pool == null ? "" : pool;
    tags = tags == null ? List.of() : List.copyOf(tags);
    workers = workers == null ? List.of() : List.copyOf(workers);
    after = after == null ? List.of() : List.copyOf(after);
    whenDone = whenDone == null ? WhenDone.LEAVE : whenDone;
    staging = staging == null ? "" : staging;
  }

  /** A job with nothing but its files, its preset and its attempts. */
  public static JobSpec of(String input, String output, String preset, int attempts) {
    return new JobSpec(
        null, input, output, preset, null, null, null, false, attempts, null, null, null, null,
        null, null, null, null, 0, false, false, false, false, null, null, null, false);
  }

  /** The same with other HandBrake options. */
  public JobSpec withOptions(List<String> others) {
    return with(presetJson, others, after);
  }

  /** The same, waiting for these jobs. */
  public JobSpec withAfter(List<String> others) {
    return with(presetJson, options, others);
  }

  /** The same with another preset file's text, or none. */
  public JobSpec withPresetJson(String other) {
    return with(other, options, after);
  }

  /** The same, whose result becomes this file. */
  public JobSpec withOutput(String other) {
    return with(presetJson, options, after, other, replaceSource);
  }

  /** The same, whose result takes the source's place. */
  public JobSpec replacing() {
    return with(presetJson, options, after, null, true);
  }

  /** The same, in this user's name. */
  public JobSpec withUser(String other) {
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
        label,
        description,
        other,
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
        replaceSource);
  }

  /** The same, which tells nobody. */
  public JobSpec withoutAlerts() {
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
        label,
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
        null,
        staging,
        replaceSource);
  }

  private JobSpec with(String otherPresetJson, List<String> otherOptions, List<String> otherAfter) {
    return with(otherPresetJson, otherOptions, otherAfter, output, replaceSource);
  }

  private JobSpec with(
      String otherPresetJson,
      List<String> otherOptions,
      List<String> otherAfter,
      String otherOutput,
      boolean replaces) {
    return new JobSpec(
        name,
        input,
        otherOutput,
        preset,
        otherPresetJson,
        container,
        otherOptions,
        overwrite,
        attempts,
        label,
        description,
        user,
        priority,
        pool,
        tags,
        workers,
        otherAfter,
        notBeforeMillis,
        suspended,
        nonConcurrent,
        nonStoppable,
        ignoreShare,
        whenDone,
        alerts,
        staging,
        replaces);
  }
}
