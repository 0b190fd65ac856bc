package reelyard.staging.undo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import reelyard.bus.Json;
import reelyard.message.AttemptId;

/**
 * The folder beside films where replaced originals wait to be asked back; it is Reelyard's alone,
 * and says so.
 */
final class Bin {

  static final String NAME = ".reelyard-undo";
  static final String MARK = "MADE-BY-REELYARD.txt";

  private static final String WORDS =
      """
      Originals that Reelyard replaced lie here until staging.replace.undoDays are over.
      `reelyard undo JOB` brings one back. Change nothing here by hand.
      """;

  private static final String ENTRY = ".json";
  private static final String ORIGINAL = ".original";
  private static final String TRIAL = ".trial";

  private final Path folder;
  private final Steps steps;

  /**
   * @param films the folder that it lies in
   */
  Bin(Path films, Steps steps) {
    this.folder = films.resolve(NAME);
    this.steps = steps;
  }

  Path folder() {
    return folder;
  }

  /** The folder of the originals' names. */
  Path films() {
    return folder.getParent();
  }

  /** Where the original of this attempt lies. */
  Path original(AttemptId attempt) {
    return folder.resolve(attempt + ORIGINAL);
  }

  /** Whether the folder is there and Reelyard's. */
  boolean isMarked() {
    return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        && Files.isRegularFile(folder.resolve(MARK), LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Makes it, if need be.
   *
   * @throws IOException when the name is taken by what is not Reelyard's
   */
  void open() throws IOException {
    if (isMarked()) {
      return;
    }
    checkOurs();
    steps.makeFolder(folder);
    steps.write(folder.resolve(MARK), WORDS.getBytes(UTF_8));
  }

  /**
   * Finds out whether the folder is Reelyard's, or could become so.
   *
   * @throws IOException when it is not
   */
  void checkOurs() throws IOException {
    boolean there = Files.exists(folder, LinkOption.NOFOLLOW_LINKS);
    boolean folderIsThere = Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS);
    if ((there && !folderIsThere)
        || (there && !isMarked() && !names().stream().allMatch(name -> name.startsWith(MARK)))) {
      throw new RefusedStepException(
          "cannot be replaced, since %s beside it is, or holds, what is not Reelyard's, or lacks %s: move it away"
              .formatted(NAME, MARK));
    }
  }

  /** Removes it when nothing but its mark is in it. */
  void closeIfEmpty() throws IOException {
    if (isMarked() && names().equals(List.of(MARK))) {
      steps.delete(folder.resolve(MARK));
    }
    if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) && names().isEmpty()) {
      steps.delete(folder);
    }
  }

  /** The entry of this attempt, null when there is none. */
  Entry entry(AttemptId attempt) throws IOException {
    Path file = folder.resolve(attempt + ENTRY);
    if (!isMarked() || !Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      return null;
    }
    try {
      Entry entry = Json.readStrictly(Files.readString(file), Entry.class);
      return attempt.equals(entry.attempt()) ? entry : null;
    } catch (IllegalArgumentException e) {
      throw new RefusedStepException(
          "has an entry in %s that cannot be read: move its original back by hand"
              .formatted(folder));
    }
  }

  void keep(Entry entry) throws IOException {
    steps.write(folder.resolve(entry.attempt() + ENTRY), Json.write(entry).getBytes(UTF_8));
  }

  void forget(AttemptId attempt) throws IOException {
    steps.delete(folder.resolve(attempt + ENTRY));
  }

  /** Whether the original of this entry lies here as it was. */
  boolean holdsOriginal(Entry entry) throws IOException {
    return entry.originalMark().isOf(original(entry.attempt()));
  }

  /**
   * Gives a film a second name here and takes it away again.
   *
   * @throws IOException when that cannot be done
   */
  void tryLink(Path film) throws IOException {
    Path trial = folder.resolve(Long.toHexString(System.nanoTime()) + TRIAL);
    steps.link(trial, film);
    steps.delete(trial);
  }

  /** Takes away what a killed trial or a killed writer left. */
  void sweep() throws IOException {
    if (!isMarked()) {
      steps.delete(folder.resolve(MARK + Steps.DRAFT));
      return;
    }
    for (String name : names()) {
      Path left = folder.resolve(name);
      // A trial that is the last name of a film is no longer ours to delete.
      if (name.endsWith(Steps.DRAFT) || (name.endsWith(TRIAL) && names(left) > 1)) {
        steps.delete(left);
      }
    }
  }

  /** How many names a file has; 1 where that cannot be told. */
  static int names(Path file) throws IOException {
    try {
      return (Integer) Files.getAttribute(file, "unix:nlink", LinkOption.NOFOLLOW_LINKS);
    } catch (UnsupportedOperationException | IllegalArgumentException e) {
      return 1;
    }
  }

  private List<String> names() throws IOException {
    List<String> names = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      entries.forEach(entry -> names.add(entry.getFileName().toString()));
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
    return names;
  }
}
