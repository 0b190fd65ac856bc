package reelyard.cli;

import java.util.Locale;
import reelyard.model.Container;

/** Knows what results become when only their preset is named. */
interface PresetFormats {

  Container of(String preset) throws CommandFailure;

  /** HandBrake's own presets say it in their names; all others of them write MP4. */
  static Container byName(String preset) {
    return preset.toUpperCase(Locale.ROOT).contains("MKV") ? Container.MKV : Container.MP4;
  }
}
