package reelyard.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import reelyard.bus.RefusedException;
import reelyard.message.AttemptId;
import reelyard.message.LogPart;
import reelyard.message.ReadLog;
import reelyard.message.Refusal;

/** Reads parts of the logs that this worker keeps, whichever start of it wrote them. */
final class LogReader {

  private final String workerId;
  private final Path logs;

  LogReader(String workerId, Path logs) {
    this.workerId = workerId;
    this.logs = logs;
  }

  /** Where the log of an attempt is kept: an id has no letter that could lead elsewhere. */
  static Path file(Path logs, AttemptId attempt) {
    return logs.resolve(attempt + ".log");
  }

  /**
   * One part; waits for the disk.
   *
   * @param live whether the attempt is at work here
   * @throws RefusedException when there is no such log, or it cannot be read
   */
  LogPart read(ReadLog asked, boolean live) {
    AttemptId attempt = new AttemptId(asked.jobId(), asked.attempt());
    Path file = file(logs, attempt);
    try (SeekableByteChannel channel = open(file)) {
      long total = channel.size();
      long from = asked.fromByte() < 0 ? total + asked.fromByte() : asked.fromByte();
      from = Math.max(0, Math.min(from, total));
      byte[] bytes = bytes(channel, from, asked.mostBytes());
      int begin = from == 0 ? 0 : begin(bytes);
      int end = from + bytes.length == total && !live ? bytes.length : end(bytes, begin);
      return new LogPart(
          attempt.jobId(),
          attempt.attempt(),
          workerId,
          new String(bytes, begin, end - begin, UTF_8),
          from + begin,
          from + end,
          total,
          live);
    } catch (NoSuchFileException e) {
      throw new RefusedException(
          Refusal.notFound(
              "worker %s keeps no log of attempt %s: HandBrake was not started in it, or somebody cleared worker.logs"
                  .formatted(workerId, attempt)));
    } catch (IOException e) {
      throw new RefusedException(
          new Refusal(
              Refusal.UNAVAILABLE,
              "worker %s cannot read its log of attempt %s (%s): look at worker.logs there"
                  .formatted(workerId, attempt, Failures.words(e))));
    }
  }

  /** A link in its place could lead anywhere, a pipe could keep the reader for ever. */
  private static SeekableByteChannel open(Path file) throws IOException {
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new NoSuchFileException(file.toString());
    }
    return Files.newByteChannel(file, Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS));
  }

  private static byte[] bytes(SeekableByteChannel channel, long from, int most) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(most);
    channel.position(from);
    while (bytes.hasRemaining() && channel.read(bytes) >= 0) {
      // Until it is full, or the log ends.
    }
    byte[] read = new byte[bytes.position()];
    bytes.flip().get(read);
    return read;
  }

  /** Behind what is left of a character that began before. */
  private static int begin(byte[] bytes) {
    int begin = 0;
    while (begin < bytes.length && begin < 3 && continues(bytes[begin])) {
      begin++;
    }
    return begin;
  }

  /** Before a character that goes on behind the part; broken ones are taken as they are. */
  private static int end(byte[] bytes, int begin) {
    int last = bytes.length - 1;
    while (last > begin && last > bytes.length - 4 && continues(bytes[last])) {
      last--;
    }
    return last > begin && last + length(bytes[last]) > bytes.length ? last : bytes.length;
  }

  private static boolean continues(byte each) {
    return (each & 0xC0) == 0x80;
  }

  /** Of the character that begins with this byte, in bytes. */
  private static int length(byte first) {
    return (first & 0xE0) == 0xC0 ? 2 : (first & 0xF0) == 0xE0 ? 3 : (first & 0xF8) == 0xF0 ? 4 : 1;
  }
}
