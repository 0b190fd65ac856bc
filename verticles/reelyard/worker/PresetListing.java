package reelyard.worker;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import reelyard.message.PresetCategory;
import reelyard.message.PresetInfo;

/**
 * Understands the answer to --preset-list: folders end with a slash, what lies in one stands four
 * blanks further to the right, and so does what a preset is for.
 */
final class PresetListing {

  private static final Pattern LINE = Pattern.compile("((?: {4})*)(\\S.*)");

  private final List<PresetCategory> categories = new ArrayList<>();
  private final List<String> folders = new ArrayList<>();
  private List<PresetInfo> presets = new ArrayList<>();
  private String name;
  private String description = "";

  private PresetListing() {}

  /** Categories without presets are left out. */
  static List<PresetCategory> read(String text) {
    PresetListing listing = new PresetListing();
    text.lines().forEach(listing::line);
    listing.endCategory();
    return List.copyOf(listing.categories);
  }

  private void line(String text) {
    Matcher line = LINE.matcher(text);
    if (!line.matches()) {
      return;
    }
    int depth = line.group(1).length() / 4;
    String words = line.group(2).strip();
    if (name != null && depth > folders.size()) {
      description = description.isEmpty() ? words : description + " " + words;
    } else if (words.endsWith("/") && depth <= folders.size()) {
      endCategory();
      folders.subList(depth, folders.size()).clear();
      folders.add(words.substring(0, words.length() - 1));
    } else if (depth > 0 && depth <= folders.size()) {
      if (depth < folders.size()) {
        endCategory();
        folders.subList(depth, folders.size()).clear();
      }
      endPreset();
      name = words;
    }
  }

  private void endPreset() {
    if (name != null) {
      presets.add(new PresetInfo(name, description));
    }
    name = null;
    description = "";
  }

  private void endCategory() {
    endPreset();
    if (!presets.isEmpty()) {
      categories.add(new PresetCategory(String.join("/", folders), presets));
    }
    presets = new ArrayList<>();
  }
}
