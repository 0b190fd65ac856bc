package reelyard.model;

import java.util.List;

/**
 * What a user asks for. Paths are absolute, on the host that stages the files.
 *
 * @param name for people; the input's file name when null
 * @param input a film, or a folder: a disc structure, or a film with its sidecar subtitles
 * @param output the file that the result becomes
 * @param preset HandBrake's preset name; {@value #DEFAULT_PRESET} when null
 * @param presetJson the preset file that holds the preset, null for a built-in one
 * @param container of the result; mp4 when null
 * @param options further HandBrake options, one argument each
 * @param overwrite whether the result may replace an earlier one
 * @param attempts how many tries it gets, the first included; 3 when 0
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
    int attempts) {

  public static final String DEFAULT_PRESET = "Fast 1080p30";

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
  }
}
