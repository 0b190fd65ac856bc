package reelyard.scheduler.preset;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the fields of a preset may hold that people see and change. HandBrake takes anything: of a
 * quality that is no number it makes 0, of an encoder that it does not know AV1, and says so in its
 * log alone.
 */
final class PresetFields {

  private static final int LONGEST_TEXT = 16_384;
  private static final int LONGEST_NAME = 200;

  private enum Kind {
    TEXT("a text"),
    NUMBER("a number"),
    FLAG("true or false"),
    TEXTS("a list of texts"),
    TRACKS("a list of tracks");

    final String words;

    Kind(String words) {
      this.words = words;
    }
  }

  private static final Map<String, Kind> PRESET =
      new TreeMap<>(
          Map.ofEntries(
              Map.entry("AudioCopyMask", Kind.TEXTS),
              Map.entry("AudioEncoderFallback", Kind.TEXT),
              Map.entry("AudioLanguageList", Kind.TEXTS),
              Map.entry("AudioList", Kind.TRACKS),
              Map.entry("AudioTrackSelectionBehavior", Kind.TEXT),
              Map.entry("ChapterMarkers", Kind.FLAG),
              Map.entry("FileFormat", Kind.TEXT),
              Map.entry("PictureHeight", Kind.NUMBER),
              Map.entry("PictureWidth", Kind.NUMBER),
              Map.entry("PresetDescription", Kind.TEXT),
              Map.entry("SubtitleLanguageList", Kind.TEXTS),
              Map.entry("SubtitleTrackSelectionBehavior", Kind.TEXT),
              Map.entry("VideoAvgBitrate", Kind.NUMBER),
              Map.entry("VideoEncoder", Kind.TEXT),
              Map.entry("VideoLevel", Kind.TEXT),
              Map.entry("VideoOptionExtra", Kind.TEXT),
              Map.entry("VideoPreset", Kind.TEXT),
              Map.entry("VideoProfile", Kind.TEXT),
              Map.entry("VideoQualitySlider", Kind.NUMBER),
              Map.entry("VideoQualityType", Kind.NUMBER),
              Map.entry("VideoTune", Kind.TEXT),
              Map.entry("VideoTwoPass", Kind.FLAG)));

  private static final Map<String, Kind> TRACK =
      new TreeMap<>(
          Map.of(
              "AudioBitrate", Kind.NUMBER,
              "AudioEncoder", Kind.TEXT,
              "AudioMixdown", Kind.TEXT,
              "AudioTrackQuality", Kind.NUMBER));

  private PresetFields() {}

  /**
   * Looks at the fields.
   *
   * @param where the preset stands in its file
   */
  static void check(Map<?, ?> preset, String where) throws BadPresetException {
    check(preset, PRESET, where + ".");
  }

  /** Looks at a name under which jobs ask for a preset. */
  static void checkName(Object name, String where) throws BadPresetException {
    if (!(name instanceof String text) || text.isBlank()) {
      throw new BadPresetException(where + ": must be the preset's name");
    }
    if (text.length() > LONGEST_NAME) {
      throw new BadPresetException(where + ": is longer than " + LONGEST_NAME + " characters");
    }
    if (text.codePoints().anyMatch(PresetFields::unseen)) {
      throw new BadPresetException(where + ": holds characters that cannot be seen");
    }
    if (text.startsWith("/")) {
      // HandBrakeCLI would look for it in a folder without a name.
      throw new BadPresetException(where + ": must not begin with a slash");
    }
  }

  private static boolean unseen(int letter) {
    return Character.isISOControl(letter) || Character.getType(letter) == Character.SURROGATE;
  }

  private static void check(Map<?, ?> fields, Map<String, Kind> kinds, String where)
      throws BadPresetException {
    for (Map.Entry<String, Kind> each : kinds.entrySet()) {
      Object value = fields.get(each.getKey());
      if (value != null) {
        check(value, each.getValue(), where + each.getKey());
      }
    }
  }

  private static void check(Object value, Kind kind, String where) throws BadPresetException {
    boolean good =
        switch (kind) {
          case TEXT -> value instanceof String;
          case NUMBER -> isNumber(value);
          // As the first versions wrote them.
          case FLAG -> value instanceof Boolean || value.equals(0) || value.equals(1);
          case TEXTS ->
              value instanceof List<?> list && list.stream().allMatch(String.class::isInstance);
          case TRACKS ->
              value instanceof List<?> list && list.stream().allMatch(Map.class::isInstance);
        };
    if (!good) {
      throw new BadPresetException("%s: must be %s".formatted(where, kind.words));
    }
    if (value instanceof String text && text.length() > LONGEST_TEXT) {
      throw new BadPresetException(where + ": is longer than " + LONGEST_TEXT + " characters");
    }
    if (kind == Kind.TRACKS) {
      List<?> tracks = (List<?>) value;
      for (int i = 0; i < tracks.size(); i++) {
        check((Map<?, ?>) tracks.get(i), TRACK, "%s[%d].".formatted(where, i));
      }
    }
  }

  /** The first versions wrote some numbers as texts, and HandBrake reads them so. */
  private static boolean isNumber(Object value) {
    return value instanceof Number
        || (value instanceof String text && text.matches("-?[0-9]{1,9}(\\.[0-9]{1,9})?"));
  }
}
