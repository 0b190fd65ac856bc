package reelyard.dropbox;

import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;

/**
 * What the ledger keeps of one path.
 *
 * @param fingerprint null when it could not be read
 * @param job who took it, took its double or made it; or null
 * @param note why, for people; or null
 * @param tries how often it was refused as it stands
 */
record Entry(
    String rule,
    Path path,
    Stamp stamp,
    String fingerprint,
    Verdict verdict,
    String job,
    String note,
    int tries,
    long atMillis) {

  /** Whether it still lies there as it did. */
  boolean stands() {
    boolean folder = Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS);
    Find then = new Find(path, folder, List.of(path), List.of(path), stamp);
    return Finder.again(then).filter(now -> now.stamp().equals(stamp)).isPresent();
  }
}
