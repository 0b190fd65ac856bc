package reelyard.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import reelyard.bus.Json;
import reelyard.model.Container;

/**
 * A preset file as HandBrake exports it: its text, its first preset, and the container that this
 * preset writes (null when it names none).
 */
record PresetFile(String text, String name, Container container) {

  /** Far above any preset file; a film given by mistake is not read whole. */
  private static final long LARGEST = 4_000_000;

  /** Reads the file; fails with a usage message that names it and what is wrong. */
  static PresetFile read(Path file) throws CommandFailure {
    String text;
    try {
      if (Files.size(file) > LARGEST) {
        throw broken(file, "it is larger than any preset file");
      }
      text = Files.readString(file);
    } catch (NoSuchFileException e) {
      throw broken(file, "there is no such file");
    } catch (CharacterCodingException e) {
      throw broken(file, "it is not UTF-8 text");
    } catch (IOException e) {
      throw broken(file, "it cannot be read (" + e.getMessage() + ")");
    }
    return parse(file, text);
  }

  /** The format that the first preset of such a text writes, if it says one. */
  static Optional<Container> format(String json) throws CommandFailure {
    return Optional.ofNullable(parse(Path.of("of the farm"), json).container());
  }

  private static PresetFile parse(Path file, String text) throws CommandFailure {
    Map<?, ?> root;
    try {
      root = Json.read(text, Map.class);
    } catch (IllegalArgumentException e) {
      throw broken(file, "it is not the JSON of a preset file (" + e.getMessage() + ")");
    }
    if (root == null || !(root.get("PresetList") instanceof List<?> presets)) {
      throw broken(file, "it has no PresetList; export the preset anew from HandBrake");
    }
    Map<?, ?> first =
        leaves(presets)
            .findFirst()
            .orElseThrow(() -> broken(file, "its PresetList holds no preset with a PresetName"));
    return new PresetFile(
        text, (String) first.get("PresetName"), container(first.get("FileFormat")).orElse(null));
  }

  /** The presets in their order; folders hold others in their ChildrenArray. */
  private static Stream<Map<?, ?>> leaves(Object presets) {
    return presets instanceof List<?> list ? list.stream().flatMap(PresetFile::leaf) : Stream.of();
  }

  private static Stream<Map<?, ?>> leaf(Object entry) {
    if (!(entry instanceof Map<?, ?> preset)) {
      return Stream.of();
    }
    boolean named =
        !Boolean.TRUE.equals(preset.get("Folder"))
            && preset.get("PresetName") instanceof String name
            && !name.isBlank();
    return Stream.concat(
        named ? Stream.of(preset) : Stream.of(), leaves(preset.get("ChildrenArray")));
  }

  private static Optional<Container> container(Object format) {
    return Stream.of(Container.values())
        .filter(c -> c.format().equals(format) || c.extension().equals(format))
        .findFirst();
  }

  private static CommandFailure broken(Path file, String why) {
    return CommandFailure.usage("the preset file " + file + " cannot be used: " + why);
  }
}
