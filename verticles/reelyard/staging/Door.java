package reelyard.staging;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.ftp.Range;
import reelyard.hash.FileHashes;
import reelyard.message.AttemptId;
import reelyard.message.ReturnFolder;
import reelyard.message.ServedFile;
import reelyard.message.ServedFiles;

/**
 * What one attempt can reach, and nothing else: its input to read, its result to write. Once
 * closed, nothing moves through it any more, transfers under way included.
 */
final class Door {

  private static final Logger log = LoggerFactory.getLogger(Door.class);

  /**
   * What no honest result of a source exceeds, lossless and enlarged ones included; but a worker
   * gone wild shall not fill the disk.
   */
  private static final long LARGEST_GROWTH = 10;

  private static final long ALWAYS_ALLOWED = 10L << 30;

  private final AttemptId attempt;
  private final String workerId;
  private final String user;
  private final String password;
  private final long inputBytes;
  private final Set<Closeable> readers = ConcurrentHashMap.newKeySet();
  private final Map<String, FileHashes> hashes = new ConcurrentHashMap<>();
  private volatile Source source;
  private volatile InputTree input;
  private volatile PartFile output;
  private volatile boolean closed;
  private volatile Path model;

  Door(AttemptId attempt, String workerId, String user, String password, long inputBytes) {
    this.attempt = attempt;
    this.workerId = workerId;
    this.user = user;
    this.password = password;
    this.inputBytes = inputBytes;
  }

  AttemptId attempt() {
    return attempt;
  }

  /** Whose attempt it is. */
  String worker() {
    return workerId;
  }

  boolean isFor(String worker) {
    return workerId.equals(worker);
  }

  String user() {
    return user;
  }

  /** Takes as long for a wrong password as for the right one. */
  boolean opensWith(String offered) {
    return MessageDigest.isEqual(password.getBytes(UTF_8), offered.getBytes(UTF_8));
  }

  boolean isClosed() {
    return closed;
  }

  /** What is served; null until it is asked for. */
  Source source() {
    return source;
  }

  /** Its files by served path; null until it is asked for. */
  InputTree input() {
    return input;
  }

  /** Where the result comes in; null until it is asked for. */
  PartFile output() {
    return output;
  }

  /** The result shall look like this file, as far as it is so configured. */
  void resemble(Path file) {
    model = file;
  }

  /** The file that the result shall look like; null when its source is gone. */
  Path model() {
    return model;
  }

  /** The one name that the output folder takes. */
  String outputName() {
    return ServedNames.safe(output.target().path().getFileName().toString());
  }

  /**
   * What the worker is told of its input; the URL is that of the input folder, the fingerprint the
   * server's or null.
   */
  ServedFiles served(String url, String fingerprint, int minSavedPercent) {
    return new ServedFiles(
        url,
        user,
        password,
        source.files().stream().map(f -> new ServedFile(f.served(), f.bytes())).toList(),
        source.film(),
        source.subtitles(),
        fingerprint,
        source.version(),
        minSavedPercent);
  }

  /** What the worker is told of its output; the URL is that of the output folder. */
  ReturnFolder returned(String url, String fingerprint) {
    return new ReturnFolder(url, user, password, outputName(), fingerprint);
  }

  /**
   * Opens the input.
   *
   * @param presetJson null when the job has none of its own
   */
  void serve(Source newSource, String presetJson) {
    input = new InputTree(newSource, presetJson);
    source = newSource;
  }

  /** Opens the output; it stays as it is when it was open already. */
  synchronized void takeBack(PartFile newOutput) {
    if (output == null) {
      output = newOutput;
      if (closed) {
        output.discard();
      }
    }
  }

  /** A served file's hashes, as far as they are known. */
  FileHashes hashes(SourceFile file) {
    return hashes.computeIfAbsent(file.served(), served -> new FileHashes());
  }

  ReadableByteChannel read(SourceFile file, Range range) throws IOException {
    FileChannel channel = InputTree.open(file, range);
    readers.add(channel);
    if (closed) {
      forget(channel);
      throw new IOException("the attempt ended");
    }
    return new SourceChannel(channel, file, range, hashes(file), () -> forget(channel));
  }

  WritableByteChannel write(Range range) throws IOException {
    if (closed) {
      throw new IOException("the attempt ended");
    }
    return output.upload(range, ALWAYS_ALLOWED + LARGEST_GROWTH * inputBytes);
  }

  /** Cuts off what moves; what came only in part waits for another staging. */
  void leave() {
    PartFile part;
    synchronized (this) {
      closed = true;
      part = output;
    }
    readers.forEach(this::forget);
    if (part != null) {
      part.leave();
    }
  }

  /** Cuts off what moves, deletes what came only in part. */
  void close() {
    PartFile part;
    synchronized (this) {
      closed = true;
      part = output;
    }
    readers.forEach(this::forget);
    if (part != null) {
      part.discard();
    }
  }

  private void forget(Closeable reader) {
    readers.remove(reader);
    try {
      reader.close();
    } catch (IOException e) {
      log.debug("closing a source", e);
    }
  }
}
