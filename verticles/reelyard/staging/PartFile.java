package reelyard.staging;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static reelyard.model.FailureReason.RESULT_EXISTS;
import static reelyard.model.FailureReason.RESULT_NOT_WRITABLE;
import static reelyard.model.FailureReason.TRANSFER_FAILED;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
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
import java.util.function.LongUnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.ftp.Range;
import reelyard.ftp.TransferRefused;
import reelyard.hash.BlockHasher;
import reelyard.hash.FileHashes;
import reelyard.message.AttemptId;
import reelyard.message.BlockHashes;
import reelyard.model.Blocks;
import reelyard.model.Failure;

/**
 * A result on its way in: a hidden file beside its final name, that becomes it whole or goes
 * without a trace. Safe to use from several threads; the latest upload wins.
 */
final class PartFile {

  private static final Logger log = LoggerFactory.getLogger(PartFile.class);

  static final String EXTENSION = ".reelyard-part";

  private static final int LONGEST_BEGINNING = 100;

  private static final long NEVER = -1;

  private final Target target;
  private final AttemptId attempt;
  private final PartJournal journal;
  private final Path path;
  private final Placement placement;
  private final Deque<Path> madeFolders = new ArrayDeque<>();
  private final PartHashes hashes = new PartHashes();
  private FileChannel upload;
  private Failure trouble;
  private boolean discarded;
  private boolean noted;
  private long rooted = NEVER;
  private long fullAt;

  /** Goes on with what the journal knows of this attempt's part. */
  PartFile(Target target, AttemptId attempt, Placement placement, PartJournal journal) {
    this.target = target;
    this.attempt = attempt;
    this.placement = placement;
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

  /**
   * Takes the bytes of a range; an upload still open is cut off, for a client that comes again has
   * lost its former connection.
   *
   * @param most bytes that it may have in all
   * @throws IOException when it cannot be written, or the range begins behind its end
   */
  synchronized WritableByteChannel upload(Range range, long most) throws IOException {
    if (discarded) {
      throw new IOException("the attempt ended");
    }
    if (range.exact() && range.from() + range.count() > most) {
      throw PartChannel.tooLarge(most);
    }
    stopUpload();
    long size;
    try {
      upload = open();
      size = upload.size();
      if (range.from() <= size) {
        return begun(range.of(size), most);
      }
    } catch (IOException e) {
      stopUpload();
      throw PartChannel.refusal(e, broken(e));
    }
    stopUpload();
    throw new TransferRefused(550, "Only " + size + " bytes are here.");
  }

  private PartChannel begun(Range range, long most) throws IOException {
    BlockHasher.Sink known = hashes.begin(range, upload.size());
    if (!range.exact()) {
      upload.truncate(range.from());
    }
    upload.position(range.from());
    trouble = null;
    return new PartChannel(upload, most, known, this::broken);
  }

  /** The hashes of some blocks of what is here; an upload still open is cut off. */
  Checked<BlockHashes> hashes(String served, long fromBlock, int count) {
    return hashed(
        bytes -> Math.min(Blocks.count(bytes), fromBlock + count),
        fromBlock,
        (known, bytes, beyond) ->
            new BlockHashes(
                served,
                bytes,
                fromBlock,
                known.digits(fromBlock, Math.max(0, beyond - fromBlock))));
  }

  /** The root of all that is here, for {@link #commit} to put just that in place. */
  Checked<String> root() {
    return hashed(Blocks::count, 0, (known, bytes, beyond) -> known.root(bytes));
  }

  private interface Told<T> {
    T of(FileHashes known, long bytes, long beyond);
  }

  private <T> Checked<T> hashed(LongUnaryOperator beyond, long fromBlock, Told<T> told) {
    synchronized (this) {
      stopUpload();
      rooted = hashes.uploads();
      if (trouble != null) {
        return Checked.failed(trouble);
      }
      if (discarded || !exists()) {
        return notReturned();
      }
    }
    try (FileChannel file = FileChannel.open(path, READ, LinkOption.NOFOLLOW_LINKS)) {
      long bytes = file.size();
      long last = beyond.applyAsLong(bytes);
      FileHashes known = hashes.complete(file, bytes, fromBlock, last, this::checkWanted);
      return Checked.of(told.of(known, bytes, last));
    } catch (IOException e) {
      return Checked.failed(
          TRANSFER_FAILED,
          shown() + " cannot be read again (" + Shown.reason(e) + "): upload it again");
    }
  }

  private synchronized void checkWanted() throws IOException {
    if (discarded) {
      throw new IOException("the attempt ended");
    }
  }

  private <T> Checked<T> notReturned() {
    return Checked.failed(
        TRANSFER_FAILED, shown() + " was not returned: upload it before committing it");
  }

  /** Checks that so many bytes are here, and puts them under the final name to stay. */
  Checked<Path> commit(long bytes, boolean overwrite) {
    return commit(bytes, (part, free) -> placement.place(part, free, overwrite));
  }

  /** The same, put there in a way of its own. */
  synchronized Checked<Path> commit(long bytes, Placer placer) {
    stopUpload();
    if (trouble != null) {
      return Checked.failed(trouble);
    }
    if (discarded || !exists()) {
      return notReturned();
    }
    if (rooted != NEVER && rooted != hashes.uploads()) {
      return Checked.failed(
          TRANSFER_FAILED, shown() + " was written to after it was checked: commit it again");
    }
    if (size() != bytes) {
      return Checked.failed(
          TRANSFER_FAILED,
          shown()
              + " came back with "
              + size()
              + " bytes, its worker has "
              + bytes
              + ": upload it again");
    }
    try {
      try (FileChannel channel = FileChannel.open(path, READ, LinkOption.NOFOLLOW_LINKS)) {
        channel.force(true);
      }
      placer.place(path, target.path());
      for (Path made : madeFolders) {
        Placement.sync(made.getParent());
      }
      madeFolders.clear();
      journal.forget(attempt);
      return Checked.of(target.path());
    } catch (NotPlacedException e) {
      return Checked.failed(e.failure());
    } catch (FileAlreadyExistsException e) {
      return Checked.failed(
          RESULT_EXISTS,
          shown()
              + " came to exist while the job ran, and stays: choose another output, or pass"
              + " --overwrite");
    } catch (IOException e) {
      broken(e);
      return Checked.failed(trouble);
    }
  }

  /** Ends any upload, and removes the file and the folders that were made for it alone. */
  synchronized void discard() {
    discarded = true;
    stopUpload();
    delete();
  }

  /** Ends any upload for good; the file waits for another staging to go on with it. */
  synchronized void leave() {
    discarded = true;
    stopUpload();
  }

  /** How large it was when the disk was full; 0 when that did not happen. */
  synchronized long fullAt() {
    return fullAt;
  }

  /** Why the last upload broke on this side; null when it did not. */
  synchronized Failure trouble() {
    return trouble;
  }

  private synchronized Failure broken(IOException e) {
    if (discarded || e instanceof ClosedChannelException) {
      return null;
    }
    if (isNoSpace(e)) {
      // A full disk is not to stay full because of us.
      stopUpload();
      fullAt = size();
      delete();
      trouble = Space.full(target);
    } else {
      trouble =
          Checked.failed(
                  RESULT_NOT_WRITABLE,
                  shown()
                      + " cannot be written ("
                      + Shown.reason(e)
                      + "): mend that, or choose"
                      + " another output")
              .failure();
    }
    return trouble;
  }

  // The system's words come in its own language, so the disk is asked too; a quota has only words.
  private boolean isNoSpace(IOException e) {
    String words = String.valueOf(e.getMessage());
    return words.contains("No space left on device")
        || words.contains("Disk quota exceeded")
        || Space.isFull(target);
  }

  private FileChannel open() throws IOException {
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

  private void stopUpload() {
    if (upload != null) {
      try {
        upload.close();
      } catch (IOException e) {
        log.debug("closing {}", path, e);
      }
      upload = null;
    }
  }

  private void delete() {
    hashes.forget();
    try {
      Files.deleteIfExists(path);
    } catch (IOException e) {
      log.warn(
          "{} could not be deleted ({}) and takes up space: delete it by hand",
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

  private String shown() {
    return Shown.name(target.path());
  }
}
