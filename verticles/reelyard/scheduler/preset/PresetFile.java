package reelyard.scheduler.preset;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import reelyard.bus.Json;
import reelyard.message.RefusedPreset;

/**
 * Reads the files that HandBrake exports, of every version that HandBrake itself still reads: its
 * windows write a package with versions, presets and folders of them, its first versions a bare
 * list. HandBrake translates old fields when a job runs.
 */
public final class PresetFile {

  /** Far above any preset file. */
  static final int LONGEST_FILE = 4_000_000;

  private static final int LONGEST_PRESET = 262_144;
  private static final int MOST_PRESETS = 500;

  /** As HandBrake has it. */
  private static final int DEEPEST = 8;

  /** Versions count from here where a file names none, as HandBrake reads it. */
  private static final String[] VERSION = {"VersionMajor", "VersionMinor", "VersionMicro"};

  /** One preset: its name, what it is for, and a file with it alone. */
  public record Preset(String name, String description, String json) {}

  private final Map<String, Object> version = new LinkedHashMap<>();
  private final List<Map<?, ?>> found = new ArrayList<>();
  private final List<String> places = new ArrayList<>();

  /** The good ones, in the file's order. */
  private final List<Preset> presets = new ArrayList<>();

  private final List<RefusedPreset> refused = new ArrayList<>();

  private PresetFile() {}

  /**
   * Understands a file.
   *
   * @throws BadPresetException when it is none, or holds no preset
   */
  public static PresetFile read(String text) throws BadPresetException {
    PresetFile file = new PresetFile();
    file.find(text);
    for (int i = 0; i < file.found.size(); i++) {
      file.take(file.found.get(i), file.places.get(i));
    }
    return file;
  }

  /**
   * Understands a file with one preset, which gets this name.
   *
   * @param description null for the preset's own
   */
  public static Preset one(String text, String name, String description) throws BadPresetException {
    PresetFields.checkName(name, "name");
    PresetFile file = new PresetFile();
    file.find(text);
    if (file.found.size() != 1) {
      throw new BadPresetException(
          "json: holds %d presets, one is wanted here: import the file instead"
              .formatted(file.found.size()));
    }
    Map<String, Object> preset = copy(file.found.get(0));
    preset.put("PresetName", name);
    if (description != null) {
      preset.put("PresetDescription", description);
    }
    return file.preset(preset, file.places.get(0));
  }

  public List<Preset> presets() {
    return List.copyOf(presets);
  }

  /** Those that cannot be taken. */
  public List<RefusedPreset> refused() {
    return List.copyOf(refused);
  }

  private void find(String text) throws BadPresetException {
    if (text.length() > LONGEST_FILE) {
      throw new BadPresetException("json: is larger than any preset file");
    }
    String start = text.stripLeading();
    if (start.startsWith("<")) {
      throw new BadPresetException(
          "json: is a property list, as HandBrake wrote it before 0.10: import it in a newer"
              + " HandBrake, and export it there");
    }
    Object root = parsed(start);
    Object list = root;
    if (root instanceof Map<?, ?> pack) {
      list = pack.get("PresetList");
      if (list == null && pack.get("PresetName") != null) {
        throw new BadPresetException(
            "json: is a preset without the file around it, so that nobody knows its version:"
                + " export it from HandBrake");
      }
      for (String part : VERSION) {
        version.put(part, number(pack.get(part), part));
      }
    } else {
      for (String part : VERSION) {
        version.put(part, 0);
      }
    }
    if (!(list instanceof List<?> presetList)) {
      throw new BadPresetException("PresetList: is missing; is this a file of presets?");
    }
    walk(presetList, "PresetList", 1);
    if (found.isEmpty()) {
      throw new BadPresetException("PresetList: holds no preset");
    }
  }

  private static Object parsed(String text) throws BadPresetException {
    try {
      return text.startsWith("[")
          ? Json.readStrictly(text, List.class)
          : Json.readStrictly(text, Map.class);
    } catch (IllegalArgumentException e) {
      throw new BadPresetException("json: is not the JSON of a preset file: " + e.getMessage());
    }
  }

  private static int number(Object value, String where) throws BadPresetException {
    if (value == null) {
      return 0;
    }
    if (value instanceof Integer number && number >= 0) {
      return number;
    }
    throw new BadPresetException(where + ": must be a whole number");
  }

  private void walk(List<?> list, String where, int depth) throws BadPresetException {
    if (depth > DEEPEST) {
      throw new BadPresetException(where + ": lies deeper than HandBrake's folders go");
    }
    for (int i = 0; i < list.size(); i++) {
      String place = "%s[%d]".formatted(where, i);
      if (!(list.get(i) instanceof Map<?, ?> entry)) {
        throw new BadPresetException(place + ": must be a preset or a folder");
      }
      boolean folder =
          Boolean.TRUE.equals(entry.get("Folder"))
              || Integer.valueOf(1).equals(entry.get("Folder"));
      Object children = entry.get("ChildrenArray");
      if (children instanceof List<?> inner && (folder || !inner.isEmpty())) {
        walk(inner, place + ".ChildrenArray", depth + 1);
      } else if (!folder) {
        found.add(entry);
        places.add(place);
      }
      if (found.size() > MOST_PRESETS) {
        throw new BadPresetException(
            "PresetList: holds more than %d presets: import fewer at once".formatted(MOST_PRESETS));
      }
    }
  }

  private void take(Map<?, ?> entry, String where) {
    try {
      presets.add(preset(copy(entry), where));
    } catch (BadPresetException e) {
      refused.add(
          new RefusedPreset(
              entry.get("PresetName") instanceof String name ? shown(name) : where,
              e.getMessage()));
    }
  }

  private static String shown(String name) {
    return name.length() > 200 ? name.substring(0, 200) + "…" : name;
  }

  private Preset preset(Map<String, Object> entry, String where) throws BadPresetException {
    PresetFields.checkName(entry.get("PresetName"), where + ".PresetName");
    PresetFields.check(entry, where);
    Map<String, Object> file = new LinkedHashMap<>();
    file.put("PresetList", List.of(entry));
    file.putAll(version);
    String json = Json.write(file);
    if (json.length() > LONGEST_PRESET) {
      throw new BadPresetException(
          "%s: is longer than %d characters".formatted(where, LONGEST_PRESET));
    }
    return new Preset(
        (String) entry.get("PresetName"),
        entry.get("PresetDescription") instanceof String words ? words : "",
        json);
  }

  private static Map<String, Object> copy(Map<?, ?> entry) {
    Map<String, Object> copy = new LinkedHashMap<>();
    entry.forEach((key, value) -> copy.put(String.valueOf(key), value));
    // It stands at the top of its file now, and is nobody's default.
    copy.put("ChildrenArray", List.of());
    copy.put("Folder", false);
    copy.put("Default", false);
    copy.put("Type", 1);
    return copy;
  }
}
