package reelyard.staging;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import reelyard.ftp.TransferRefused;
import reelyard.hash.BlockHasher;
import reelyard.hash.PassingHashes;
import reelyard.model.Failure;
import reelyard.model.FailureReason;

/**
 * Writes to a part file until that is closed under it, and hashes what passes; what breaks is told.
 */
final class PartChannel implements WritableByteChannel {

  /** Hears what broke, and knows what that means. */
  @FunctionalInterface
  interface Broken {
    Failure trouble(IOException e);
  }

  private final FileChannel channel;
  private final long most;
  private final PassingHashes hashes;
  private final Broken broken;
  private final EarlySync sync;

  /**
   * @param channel positioned where the bytes go
   * @param most bytes that the file may have
   */
  PartChannel(FileChannel channel, long most, BlockHasher.Sink known, Broken broken, EarlySync sync)
      throws IOException {
    this.channel = channel;
    this.most = most;
    this.hashes = new PassingHashes(channel.position(), known);
    this.broken = broken;
    this.sync = sync;
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    ByteBuffer passing = bytes.duplicate();
    int count = bytes.remaining();
    try {
      if (channel.position() + count > most) {
        throw tooLarge(most);
      }
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
    } catch (TransferRefused e) {
      throw e;
    } catch (IOException e) {
      throw refusal(e, broken.trouble(e));
    }
    hashes.update(passing);
    sync.wrote(count);
    return count;
  }

  static TransferRefused tooLarge(long most) {
    return new TransferRefused(
        552, "This is no result of its source: it may have " + most + " bytes at most.");
  }

  /** What the client hears; real paths are not for it, the bus tells them. */
  static IOException refusal(IOException e, Failure trouble) {
    if (e instanceof ClosedChannelException || trouble == null) {
      return e;
    }
    return trouble.reason() == FailureReason.MANAGER_DISK_FULL
        ? new TransferRefused(452, "No space left for the result.")
        : new TransferRefused(550, "The result cannot be written.");
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    if (channel.isOpen()) {
      hashes.end(channel.size());
      channel.close();
      sync.end();
    }
  }
}
