package reelyard.message;

import java.util.List;

/**
 * A page of what lies in a folder: folders first, then films and subtitles, each by name. Hidden
 * files, and what is no film, are left out.
 *
 * @param path of the folder, links resolved; empty for the folders that staging serves
 * @param next the cursor of the next page, or null
 */
public record MediaFolder(String staging, String path, List<MediaEntry> entries, String next) {

  public MediaFolder {
    entries = entries == null ? List.of() : List.copyOf(entries);
  }
}
