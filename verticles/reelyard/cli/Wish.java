package reelyard.cli;

import static reelyard.model.Container.MP4;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import reelyard.model.Container;
import reelyard.model.HandBrakeOptions;
import reelyard.model.JobSpec;

/**
 * What the user asked for on the command line, turned into jobs.
 *
 * @param output folder of the results; null for the default
 * @param preset name of a preset of HandBrake's or the farm's own; null for the default
 * @param presetFile null for a built-in preset
 * @param container null to follow the preset
 * @param terms on which the farm shall run them
 */
record Wish(
    List<String> inputs,
    String output,
    String preset,
    String presetFile,
    Container container,
    boolean overwrite,
    List<String> options,
    Terms terms) {

  static final String DEFAULT_FOLDER = "transcoded";

  /** The jobs, in the order of the inputs, with absolute paths; or what is wrong with the wish. */
  List<JobSpec> jobs(Path workingFolder, PresetFormats presets) throws CommandFailure {
    PresetFile file = presetFile(workingFolder);
    Path folder =
        settled(path(workingFolder, output == null ? DEFAULT_FOLDER : output, "--output"));
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw CommandFailure.usage(
          "--output " + folder + " is a file; name the folder that the results go to");
    }
    List<Films.Film> films = films(workingFolder, folder);
    Container format = format(file, presets);

    Map<String, String> takenBy = new HashMap<>();
    List<JobSpec> jobs = new ArrayList<>();
    for (Films.Film film : films) {
      Path source = settled(film.path());
      String input = workingFolder.equals(source.getParent()) ? name(source) : source.toString();
      String result =
          folder.resolve(film.below()).resolve(ResultNames.of(source, format)).toString();
      String earlier = takenBy.putIfAbsent(result, input);
      if (earlier != null) {
        throw CommandFailure.usage(
            "the inputs "
                + earlier
                + " and "
                + input
                + " would both become "
                + result
                + ": transcode them one after the other into different folders (--output)");
      }
      jobs.add(spec(source, result, file, format));
    }
    nameOne(jobs.size());
    return jobs;
  }

  /** The same for results that take the places of their films. */
  List<JobSpec> replacements(Path workingFolder, PresetFormats presets) throws CommandFailure {
    PresetFile file = presetFile(workingFolder);
    if (output != null) {
      throw CommandFailure.usage(
          "--replace and --output exclude each other: the result gets its film's place");
    }
    List<Films.Film> films = films(workingFolder, null);
    Container format = format(file, presets);
    List<JobSpec> jobs = new ArrayList<>();
    for (Films.Film film : films) {
      jobs.add(spec(settled(film.path()), null, file, format).replacing());
    }
    nameOne(jobs.size());
    return jobs;
  }

  /** What all inputs mean; their results are no inputs. */
  private List<Films.Film> films(Path workingFolder, Path results) throws CommandFailure {
    Films found = new Films(results);
    List<Films.Film> films = new ArrayList<>();
    for (String input : inputs) {
      path(workingFolder, input, "input");
      films.addAll(found.meantBy(workingFolder, input));
    }
    return films;
  }

  private void nameOne(int count) throws CommandFailure {
    if (terms.name() != null && count > 1) {
      throw CommandFailure.usage(
          "--name names one job, but there are %d inputs: leave it out, or submit them one by one"
              .formatted(count));
    }
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }

  private JobSpec spec(Path source, String result, PresetFile file, Container format) {
    return terms.spec(
        source.toString(),
        result,
        file == null ? preset : file.name(),
        file == null ? null : file.text(),
        format,
        options,
        overwrite);
  }

  /** Null for a built-in preset. */
  private PresetFile presetFile(Path workingFolder) throws CommandFailure {
    Optional<String> complaint = HandBrakeOptions.complaint(options);
    if (complaint.isPresent()) {
      throw CommandFailure.usage(complaint.get());
    }
    if (preset != null && presetFile != null) {
      throw CommandFailure.usage(
          "--preset "
              + preset
              + " and --preset-file "
              + presetFile
              + " exclude each other: leave one of them out");
    }
    if (preset != null && preset.isBlank()) {
      throw CommandFailure.usage("--preset needs the name of a preset, such as 'Fast 1080p30'");
    }
    return presetFile == null
        ? null
        : PresetFile.read(path(workingFolder, presetFile, "--preset-file"));
  }

  private Container format(PresetFile file, PresetFormats presets) throws CommandFailure {
    if (file != null) {
      return container != null ? container : file.container() == null ? MP4 : file.container();
    }
    // Asked even when the answer is not needed: it tells whether there is such a preset.
    Container followed = preset == null ? MP4 : presets.of(preset);
    return container != null ? container : followed;
  }

  private static Path path(Path workingFolder, String text, String what) throws CommandFailure {
    if (text.isEmpty()) {
      throw CommandFailure.usage(what + " is empty: name a file or a folder");
    }
    try {
      return workingFolder.resolve(text);
    } catch (InvalidPathException e) {
      throw CommandFailure.usage(what + " " + text + " cannot be a path: " + e.getReason());
    }
  }

  /** Without '.', '..' and linked folders; the last name stays, so that a link keeps its name. */
  private static Path settled(Path path) {
    Path name = path.getFileName();
    Path parent = path.getParent();
    try {
      return name == null || parent == null || name.toString().matches("\\.{0,2}")
          ? path.toRealPath()
          : parent.toRealPath().resolve(name);
    } catch (IOException e) {
      return path.normalize();
    }
  }
}
