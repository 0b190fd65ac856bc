package reelyard.scheduler;

import java.util.List;
import java.util.Map;
import reelyard.bus.Json;
import reelyard.model.JobSpec;
import reelyard.model.Needs;

/** Reads from a job's options and preset what its worker's HandBrake must be able to do. */
final class JobNeeds {

  private JobNeeds() {}

  /** The job's options win over the preset that it brings. */
  static Needs of(JobSpec spec) {
    String encoder = encoderOption(spec.options());
    if (spec.presetJson() == null) {
      return new Needs(encoder, spec.preset(), 0);
    }
    Preset preset = preset(spec);
    return new Needs(encoder == null ? preset.encoder : encoder, null, preset.version);
  }

  private static String encoderOption(List<String> options) {
    String encoder = null;
    for (int i = 0; i < options.size(); i++) {
      String option = options.get(i);
      if (option.startsWith("--encoder=")) {
        encoder = option.substring("--encoder=".length());
      } else if ((option.equals("--encoder") || option.equals("-e")) && i + 1 < options.size()) {
        i++;
        encoder = options.get(i);
      } else if (option.startsWith("-e") && option.length() > 2) {
        encoder = option.substring(2);
      }
    }
    return encoder;
  }

  private record Preset(String encoder, int version) {
    static final Preset UNKNOWN = new Preset(null, 0);
  }

  /** A preset file that cannot be read is HandBrake's to refuse, with its own words. */
  private static Preset preset(JobSpec spec) {
    Map<?, ?> file;
    try {
      file = Json.read(spec.presetJson(), Map.class);
    } catch (IllegalArgumentException broken) {
      return Preset.UNKNOWN;
    }
    if (file == null) {
      return Preset.UNKNOWN;
    }
    int version = file.get("VersionMajor") instanceof Number number ? number.intValue() : 0;
    Map<?, ?> preset = named(spec.preset(), file.get("PresetList"));
    Object encoder = preset == null ? null : preset.get("VideoEncoder");
    return new Preset(encoder instanceof String name ? name : null, version);
  }

  /** Presets lie in folders in folders; HandBrake exports them with an empty list of their own. */
  private static Map<?, ?> named(String name, Object list) {
    if (!(list instanceof List<?> presets)) {
      return null;
    }
    for (Object item : presets) {
      if (item instanceof Map<?, ?> preset) {
        if (name.equals(preset.get("PresetName"))
            && !(preset.get("ChildrenArray") instanceof List<?> inner && !inner.isEmpty())) {
          return preset;
        }
        Map<?, ?> deeper = named(name, preset.get("ChildrenArray"));
        if (deeper != null) {
          return deeper;
        }
      }
    }
    return null;
  }
}
