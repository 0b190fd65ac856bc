package reelyard.staging;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.message.AttemptId;

/**
 * Where a part file lies: hidden beside its final name, in folders that are made for it if need be,
 * and none of it unless the journal knows. Not safe to use from several threads, but for its size.
 */
final class PartPlace {

  private static final Logger log = LoggerFactory.getLogger(PartPlace.class);

  private static final String EXTENSION = ".reelyard-part";

  private static final int LONGEST_BEGINNING = 100;

  private final Target target;
  private final AttemptId attempt;
  private final PartJournal journal;
  private final Path path;
  private final Deque<Path> madeFolders = new ArrayDeque<>();
  private boolean noted;

  /** Goes on with what the journal knows of this attempt's part. */
  PartPlace(Target target, AttemptId attempt, PartJournal journal) {
    this.target = target;
    this.attempt = attempt;
    this.journal = journal;
    this.path = path(target.path(), attempt);
    Optional<PartNote> known =
        journal.of(attempt).filter(note -> note.part().equals(path.toString()));
    this.noted = known.isPresent();
    known.ifPresent(note -> note.folders().forEach(made -> madeFolders.push(Path.of(made))));
  }

  /** How the part of this result of this attempt is named. */
  static Path path(Path target, AttemptId attempt) {
    String beginning = ServedNames.beginning(target.getFileName().toString(), LONGEST_BEGINNING);
    return target.resolveSibling("." + beginning + "." + attempt + EXTENSION);
  }

  Path path() {
    return path;
  }

  Target target() {
    return target;
  }

  /** For messages. */
  String shown() {
    return Shown.name(target.path());
  }

  boolean exists() {
    return Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS);
  }

  /** In bytes, 0 while there is none. */
  long size() {
    try {
      return exists() ? Files.size(path) : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  /** The folders that were made for it alone, the innermost first. */
  List<Path> madeFolders() {
    return List.copyOf(madeFolders);
  }

  /** To write it; it and its folders are made if need be. */
  FileChannel open() throws IOException {
    IOException last = null;
    // Another job's discarded folder can vanish between making the folders and using them.
    for (int round = 0; round < 3; round++) {
      try {
        makeFolders();
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS) && !exists()) {
          throw new FileAlreadyExistsException(path.toString(), null, "it is no regular file");
        }
        if (exists()) {
          Appearance.letWrite(path);
        }
        return FileChannel.open(path, WRITE, CREATE, LinkOption.NOFOLLOW_LINKS);
      } catch (NoSuchFileException e) {
        last = e;
      }
    }
    throw last;
  }

  private void makeFolders() throws IOException {
    List<Path> missing = new ArrayList<>();
    Path folder = path.getParent();
    for (Path p = folder; !Files.exists(p, LinkOption.NOFOLLOW_LINKS); p = p.getParent()) {
      missing.add(0, p);
    }
    note(missing);
    for (Path p : missing) {
      try {
        Files.createDirectory(p);
        madeFolders.push(p);
      } catch (FileAlreadyExistsException e) {
        log.debug("{} was made by another at the same time", p);
      }
    }
    if (!folder.toRealPath().equals(folder)) {
      throw new IOException(Shown.name(folder) + " was replaced by a link");
    }
  }

  /** Before anything is made: what is not written down is never swept. */
  private void note(List<Path> missing) throws IOException {
    if (noted && missing.isEmpty()) {
      return;
    }
    List<String> folders = new ArrayList<>();
    madeFolders.descendingIterator().forEachRemaining(made -> folders.add(made.toString()));
    missing.forEach(made -> folders.add(made.toString()));
    journal.write(new PartNote(attempt, path.toString(), target.path().toString(), folders));
    noted = true;
  }

  /** The file has its final name; its folders stay for good. */
  void left() {
    for (Path made : madeFolders) {
      Placement.sync(made.getParent());
    }
    madeFolders.clear();
    // The first name may be left over beside the final one: the note lets it be swept.
    if (!exists()) {
      journal.forget(attempt);
      noted = false;
    }
  }

  /** Removes the file, and the folders that were made for it alone. */
  void delete() {
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      log.warn(
          "{} could not be deleted ({}) and takes up space: it is tried again within the hour",
          Shown.name(path),
          Shown.reason(e));
      return;
    }
    while (!madeFolders.isEmpty()) {
      try {
        Files.deleteIfExists(madeFolders.pop());
      } catch (IOException e) {
        // Others put files there meanwhile, so the folder is theirs now.
        madeFolders.clear();
      }
    }
    journal.forget(attempt);
    noted = false;
  }
}
