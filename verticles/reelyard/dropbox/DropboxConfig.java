package reelyard.dropbox;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The section "dropbox" of the configuration; config/reelyard.yaml explains each key.
 *
 * @param folders the rules by name
 */
public record DropboxConfig(
    Map<String, Rule> folders, int pollSeconds, String ledger, FtpAccess ftp) {

  private static final int MOST_FOLDERS = 200;

  public DropboxConfig {
    if (pollSeconds < 1 || pollSeconds > 86_400) {
      throw new IllegalArgumentException("pollSeconds must be 1 to 86400, not " + pollSeconds);
    }
    if (folders.size() > MOST_FOLDERS) {
      throw new IllegalArgumentException(
          "folders: at most " + MOST_FOLDERS + " are watched, not " + folders.size());
    }
    folders.forEach(DropboxConfig::check);
    Overlap.check(folders);
    folders = Collections.unmodifiableMap(new TreeMap<>(folders));
  }

  private static void check(String name, Rule rule) {
    if (!name.matches("[a-z0-9][a-z0-9_-]{0,31}")) {
      throw new IllegalArgumentException(
          "folders: a name must be lower-case letters, digits, '_' and '-', at most 32, not "
              + name);
    }
    if (rule == null) {
      throw new IllegalArgumentException("folders." + name + " must have the keys path and output");
    }
  }

  /** Whether there is anything to watch. */
  public boolean watchesAny() {
    return !folders.isEmpty();
  }
}
