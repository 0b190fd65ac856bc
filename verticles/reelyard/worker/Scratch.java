package reelyard.worker;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.message.AttemptId;

/**
 * The folder where one worker's films in work lie: its own alone while it lives, and free of what
 * earlier starts left. Deletes nothing but attempts' folders below a folder with its mark, and
 * never follows links. Blocks.
 */
final class Scratch implements AutoCloseable {

  /** Where an attempt's result comes to lie, below its folder. */
  static final String OUTPUT = "output";

  /** Names the folder as Reelyard's; locked while its worker lives. */
  static final String MARK = ".reelyard-scratch";

  private static final Logger log = LoggerFactory.getLogger(Scratch.class);

  private static final long MEGABYTE = 1_000_000;
  private static final int MOST_NAMESAKES = 32;

  private static final Pattern ATTEMPT = Pattern.compile("[a-z0-9][a-z0-9._-]{0,62}\\.\\d{1,10}");

  private final Path folder;
  private final FileChannel mark;
  private final KeptInputs kept;
  private final Room room;
  private final List<ResultNote> results = new ArrayList<>();
  private final Set<String> live = ConcurrentHashMap.newKeySet();
  private volatile long lacked;

  private Scratch(Path folder, FileChannel mark) {
    this.folder = folder;
    this.mark = mark;
    this.kept = new KeptInputs(folder);
    this.room = new Room(this, kept);
  }

  /** Good results that an earlier start left, to be returned. */
  List<ResultNote> results() {
    return List.copyOf(results);
  }

  /** Who may still write how much here. */
  Room room() {
    return room;
  }

  /**
   * Makes a folder below the root the worker's own. Workers of one name, but of different farms,
   * may live on one host, so a folder that is taken leads to the next one.
   *
   * @throws IOException naming the folder and the remedy
   */
  static Scratch open(Path root, String workerId) throws IOException {
    for (int number = 1; number <= MOST_NAMESAKES; number++) {
      Path folder = folder(root, workerId, number);
      FileChannel mark = take(folder);
      if (mark != null) {
        Scratch own = new Scratch(folder, mark);
        swept(own, own::begin);
        sweepNamesakes(root, workerId, number);
        return own;
      }
    }
    throw new IOException(
        "%d workers named %s run on this host: give this one a name of its own"
                .formatted(MOST_NAMESAKES, workerId)
            + " (worker.name in the configuration, or REELYARD_WORKER_NAME)");
  }

  private static Path folder(Path root, String workerId, int number) {
    // No worker's name has this character.
    return root.resolve(number == 1 ? workerId : workerId + "~" + number);
  }

  /**
   * What killed namesakes left; those that live hold their locks. They may come back for good
   * results and inputs, while these are fresh.
   */
  private static void sweepNamesakes(Path root, String workerId, int own) {
    for (int number = 1; number <= MOST_NAMESAKES; number++) {
      Path folder = folder(root, workerId, number);
      if (number != own && Files.isRegularFile(folder.resolve(MARK), LinkOption.NOFOLLOW_LINKS)) {
        try {
          FileChannel mark = take(folder);
          if (mark != null) {
            Scratch left = new Scratch(folder, mark);
            swept(left, left::sweepAnothers);
            left.close();
          }
        } catch (IOException e) {
          log.warn("what a worker left in {} stays, delete it: {}", folder, Failures.words(e));
        }
      }
    }
  }

  /** The lock on the folder, which is made if need be; null when another worker has it. */
  private static FileChannel take(Path folder) throws IOException {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw unusable(folder, e);
    }
    if (Files.isSymbolicLink(folder)) {
      throw new IOException(
          folder + " is a link; Reelyard deletes there: set worker.scratch to a folder of its own");
    }
    Path mark = folder.resolve(MARK);
    if (!Files.exists(mark, LinkOption.NOFOLLOW_LINKS) && !isEmpty(folder)) {
      throw new IOException(
          "%s holds files that are not Reelyard's: empty it, or set worker.scratch to another folder"
              .formatted(folder));
    }
    return lock(mark);
  }

  private interface Sweep {
    void run() throws IOException;
  }

  private static void swept(Scratch scratch, Sweep sweep) throws IOException {
    try {
      sweep.run();
    } catch (IOException e) {
      scratch.close();
      throw unusable(scratch.folder, e);
    }
  }

  /** Whether the attempt's name can be a folder's. */
  static boolean canHold(AttemptId attempt) {
    return ATTEMPT.matcher(name(attempt)).matches();
  }

  private static String name(AttemptId attempt) {
    return attempt.jobId() + "." + attempt.attempt();
  }

  /** Where the attempt's files lie, whether or not it exists. */
  Path of(AttemptId attempt) {
    if (!canHold(attempt)) {
      throw new IllegalArgumentException("not the name of an attempt: " + name(attempt));
    }
    return folder.resolve(name(attempt));
  }

  /**
   * Makes the attempt's folder, with {@code input} and {@code output} in it. What is in them was
   * kept of an earlier attempt of the job, when that is of this note; else they are empty.
   *
   * @param note null when nothing is to be kept of it either
   */
  Path takeUp(AttemptId attempt, KeptInputs.Note note) throws IOException {
    Path own = of(attempt);
    live.add(name(attempt));
    Trees.delete(own);
    if (kept.takeUp(attempt.jobId(), note, own)) {
      Files.createDirectories(own.resolve(OUTPUT));
      log.info("job {} goes on with the input that was kept here", attempt.jobId());
    } else {
      create(attempt);
      KeptInputs.note(own, note);
    }
    return own;
  }

  /** The same as {@link #keep}, but for its result. */
  void keepInput(AttemptId attempt) throws IOException {
    Files.deleteIfExists(of(attempt).resolve(ResultNote.NAME));
    keep(attempt);
  }

  /**
   * Ends an attempt's stay, yet keeps its input for a later attempt of its job if it can be, and
   * its result if that was judged good.
   */
  void keep(AttemptId attempt) throws IOException {
    Path own = of(attempt);
    try {
      if (kept.keep(own, attempt.jobId())) {
        kept.sweep(System.currentTimeMillis());
      }
    } finally {
      remove(attempt);
    }
  }

  /** The attempt's folder, empty, with {@code input} and {@code output} in it. */
  Path create(AttemptId attempt) throws IOException {
    Path own = of(attempt);
    live.add(name(attempt));
    Trees.delete(own);
    Files.createDirectory(own);
    Files.createDirectory(own.resolve(KeptInputs.INPUT));
    Files.createDirectory(own.resolve(OUTPUT));
    return own;
  }

  /** Removes the attempt's folder with all that is in it; when there is none, that is good, too. */
  void remove(AttemptId attempt) throws IOException {
    try {
      Trees.delete(of(attempt));
    } finally {
      // What stays is swept later; nobody writes there any more.
      room.leave(attempt);
      live.remove(name(attempt));
    }
  }

  /** Bytes that the disk can hold, empty. */
  long totalBytes() throws IOException {
    return Files.getFileStore(folder).getTotalSpace();
  }

  /** Bytes that can still be written, by whoever was promised them. */
  long usableBytes() throws IOException {
    return Files.getFileStore(folder).getUsableSpace();
  }

  /** A film needed so many bytes, which were not free. */
  void lacked(long bytes) {
    lacked = bytes;
  }

  /**
   * Finds out whether files can be made here, and whether what lacked is free by now. A tenth of
   * the disk is enough for that, or one huge film would keep a worker from all others.
   */
  void probe() throws IOException {
    FileStore disk = Files.getFileStore(folder);
    long wanted = Math.min(lacked, disk.getTotalSpace() / 10);
    if (disk.getUsableSpace() < wanted) {
      throw new IOException(
          "%s has %d MB free, and needs %d MB: free space, or set worker.scratch"
              .formatted(folder, disk.getUsableSpace() / MEGABYTE, wanted / MEGABYTE));
    }
    lacked = 0;
    try {
      Files.delete(Files.createTempFile(folder, "probe", null));
    } catch (IOException e) {
      throw unusable(folder, e);
    }
  }

  @Override
  public void close() throws IOException {
    mark.close();
  }

  @Override
  public String toString() {
    return folder.toString();
  }

  /** Good results of an earlier start live on. */
  private void begin() throws IOException {
    for (Path entry : leftovers()) {
      ResultNote note = result(entry);
      if (note != null) {
        results.add(note);
        live.add(entry.getFileName().toString());
      }
    }
    sweep();
  }

  private void sweepAnothers() throws IOException {
    long old = System.currentTimeMillis() - KeptInputs.LONGEST.toMillis();
    for (Path entry : leftovers()) {
      if (result(entry) != null && Files.getLastModifiedTime(entry).toMillis() > old) {
        live.add(entry.getFileName().toString());
      }
    }
    sweep();
  }

  /** The good result in an attempt's folder, or null. */
  private static ResultNote result(Path attempt) throws IOException {
    ResultNote note = Files.isSymbolicLink(attempt) ? null : ResultNote.read(attempt);
    boolean itsOwn =
        note != null && attempt.getFileName().toString().equals(name(note.assignment().attempt()));
    return itsOwn ? note : null;
  }

  /**
   * What dead attempts left goes, but for inputs that can be kept. At the start and now and then.
   */
  void sweep() throws IOException {
    for (Path entry : leftovers()) {
      String name = entry.getFileName().toString();
      if (Files.isSymbolicLink(entry)
          || !kept.keep(entry, name.substring(0, name.lastIndexOf('.')))) {
        Trees.delete(entry);
      }
    }
    kept.sweep(System.currentTimeMillis());
  }

  /** Attempts' folders that are no live attempt's. */
  private List<Path> leftovers() throws IOException {
    List<Path> leftovers = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        String name = entry.getFileName().toString();
        if (ATTEMPT.matcher(name).matches() && !live.contains(name)) {
          leftovers.add(entry);
        }
      }
    }
    return leftovers;
  }

  private static FileChannel lock(Path mark) throws IOException {
    FileChannel channel;
    try {
      channel =
          FileChannel.open(
              mark, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException e) {
      throw unusable(mark, e);
    }
    FileLock lock = null;
    try {
      lock = channel.tryLock();
    } catch (OverlappingFileLockException e) {
      // Held by another worker of this very process.
    }
    if (lock == null) {
      channel.close();
      return null;
    }
    return channel;
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      return !entries.iterator().hasNext();
    }
  }

  private static IOException unusable(Path path, IOException e) {
    return new IOException(
        "%s cannot be used as scratch (%s: %s): set worker.scratch to a folder that can be written"
            .formatted(path, e.getClass().getSimpleName(), e.getMessage()),
        e);
  }
}
