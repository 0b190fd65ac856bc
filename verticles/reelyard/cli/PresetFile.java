package reelyard.cli;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
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

  private static PresetFile parse(Path file, String text) throws CommandFailure {
    Shape shape;
    try {
      shape = Json.read(text, Shape.class);
    } catch (IllegalArgumentException e) {
      throw broken(file, "it is not the JSON of a preset file (" + e.getMessage() + ")");
    }
    if (shape == null || shape.presets() == null) {
      throw broken(file, "it has no PresetList; export the preset anew from HandBrake");
    }
    Preset first =
        shape.presets().stream()
            .flatMap(Preset::leaves)
            .findFirst()
            .orElseThrow(() -> broken(file, "its PresetList holds no preset with a PresetName"));
    return new PresetFile(text, first.name(), container(first.format()).orElse(null));
  }

  private static Optional<Container> container(String format) {
    return Stream.of(Container.values())
        .filter(c -> c.format().equals(format) || c.extension().equals(format))
        .findFirst();
  }

  private static CommandFailure broken(Path file, String why) {
    return CommandFailure.usage("the preset file " + file + " cannot be used: " + why);
  }

  private record Shape(@JsonProperty("PresetList") List<Preset> presets) {}

  private record Preset(
      @JsonProperty("PresetName") String name,
      @JsonProperty("FileFormat") String format,
      @JsonProperty("Folder") boolean folder,
      @JsonProperty("ChildrenArray") List<Preset> children) {

    private Stream<Preset> leaves() {
      Stream<Preset> below =
          children == null ? Stream.empty() : children.stream().flatMap(Preset::leaves);
      return folder || name == null || name.isBlank()
          ? below
          : Stream.concat(Stream.of(this), below);
    }
  }
}
