package reelyard.dropbox;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import reelyard.model.Container;
import reelyard.model.HandBrakeOptions;
import reelyard.model.JobSpec;

/**
 * What becomes of the films in one watched folder; config/reelyard.yaml explains each key.
 *
 * @param name the naming template, see {@link Naming}
 */
public record Rule(
    String path,
    String output,
    String preset,
    String presetFile,
    String container,
    List<String> options,
    String pool,
    Integer priority,
    List<String> tags,
    String user,
    String name,
    Boolean recursive,
    Boolean mirror,
    Integer settleSeconds,
    String after,
    String archive,
    String staging) {

  private static final int MOST_SECONDS = 86_400;

  public Rule {
    Path watched = folder("path", path);
    if (watched.getNameCount() == 0) {
      throw new IllegalArgumentException("path must be a folder of its own, not " + path);
    }
    Path results = folder("output", output);
    if (watched.startsWith(results)) {
      throw new IllegalArgumentException(
          "output must be neither the watched folder nor one above it: results would lie among the"
              + " sources; name another folder, such as "
              + watched.resolve("done"));
    }
    presetFile = presetFile == null ? "" : presetFile;
    if (!presetFile.isEmpty()) {
      folder("presetFile", presetFile);
      if (preset == null) {
        throw new IllegalArgumentException(
            "preset is missing: which preset of presetFile is meant?");
      }
    }
    preset = preset == null ? JobSpec.DEFAULT_PRESET : preset;
    if (preset.isBlank()) {
      throw new IllegalArgumentException(
          "preset must be the name of a preset, such as " + JobSpec.DEFAULT_PRESET);
    }
    container = container == null ? Container.MP4.extension() : container;
    containerOf(container);
    options = options == null ? List.of() : List.copyOf(options);
    HandBrakeOptions.complaint(options)
        .ifPresent(
            complaint -> {
              throw new IllegalArgumentException("options: " + complaint);
            });
    pool = pool == null ? "" : pool;
    priority = priority == null ? JobSpec.DEFAULT_PRIORITY : priority;
    if (priority < 0 || priority > JobSpec.HELD) {
      throw new IllegalArgumentException("priority must be 0 to 100, not " + priority);
    }
    tags = tags == null ? List.of() : List.copyOf(tags);
    user = user == null ? "" : user;
    name = name == null ? Naming.DEFAULT : name;
    Naming.complaint(name)
        .ifPresent(
            complaint -> {
              throw new IllegalArgumentException("name " + complaint);
            });
    recursive = recursive == null || recursive;
    mirror = mirror == null || mirror;
    settleSeconds = settleSeconds == null ? 30 : settleSeconds;
    if (settleSeconds < 1 || settleSeconds > MOST_SECONDS) {
      throw new IllegalArgumentException(
          "settleSeconds must be 1 to %d, not %d".formatted(MOST_SECONDS, settleSeconds));
    }
    after = after == null ? "keep" : after;
    archive = archive == null ? "" : archive;
    checkArchive(after, archive, watched);
    staging = staging == null ? "" : staging;
  }

  private static void checkArchive(String after, String archive, Path watched) {
    if (!after.equals("keep") && !after.equals("archive")) {
      throw new IllegalArgumentException("after must be keep or archive, not " + after);
    }
    if (after.equals("keep") != archive.isEmpty()) {
      throw new IllegalArgumentException(
          archive.isEmpty()
              ? "archive must name the folder that originals are moved to, since after is archive"
              : "archive is of no use while after is keep: remove it, or set after: archive");
    }
    if (!archive.isEmpty() && watched.startsWith(folder("archive", archive))) {
      throw new IllegalArgumentException(
          "archive must be neither the watched folder nor one above it");
    }
  }

  private static Path folder(String key, String text) {
    try {
      Path path = Path.of(text == null ? "" : text);
      if (path.isAbsolute() && path.equals(path.normalize())) {
        return path;
      }
    } catch (InvalidPathException e) {
      // Said below.
    }
    throw new IllegalArgumentException(
        key + " must be an absolute path without . and .., not " + text);
  }

  private static Optional<Container> container(String word) {
    return Stream.of(Container.values())
        .filter(c -> c.extension().equals(word.toLowerCase(Locale.ROOT)))
        .findFirst();
  }

  private static Container containerOf(String word) {
    return container(word)
        .orElseThrow(
            () -> new IllegalArgumentException("container must be mp4, mkv or webm, not " + word));
  }

  /** The watched folder. */
  Path watched() {
    return Path.of(path);
  }

  /** The folder of the results. */
  Path results() {
    return Path.of(output);
  }

  /** Where originals go whose jobs are complete, if they are moved at all. */
  Optional<Path> originals() {
    return archive.isEmpty() ? Optional.empty() : Optional.of(Path.of(archive));
  }

  Container format() {
    return containerOf(container);
  }
}
