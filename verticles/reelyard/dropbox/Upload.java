package reelyard.dropbox;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.function.BooleanSupplier;
import reelyard.ftp.LandingChannel;
import reelyard.ftp.Range;
import reelyard.ftp.TransferRefused;

/** A file on its way in: gets its name when all of it came, and waits to be resumed otherwise. */
final class Upload implements LandingChannel {

  private final Place place;
  private final FileChannel channel;
  private final BooleanSupplier isTaken;
  private boolean landed;

  private Upload(Place place, FileChannel channel, BooleanSupplier isTaken) {
    this.place = place;
    this.channel = channel;
    this.isTaken = isTaken;
  }

  /**
   * Opens it; what lies behind the range's beginning is dropped.
   *
   * @param isTaken whether a job took the file that has the name, asked before it is replaced
   */
  static Upload open(Place place, Range range, BooleanSupplier isTaken) throws IOException {
    if (range.exact()) {
      throw new TransferRefused(504, "Files are not stored in ranges here.");
    }
    // A client that went away in the midst looks like one that was done.
    if ((range.appends() || range.from() > 0) && place.isFile() && !place.isComing()) {
      Files.move(place.path(), place.upload(), StandardCopyOption.ATOMIC_MOVE);
    }
    FileChannel channel =
        FileChannel.open(
            place.upload(),
            StandardOpenOption.WRITE,
            StandardOpenOption.CREATE,
            LinkOption.NOFOLLOW_LINKS);
    try {
      if (channel.tryLock() == null) {
        throw new TransferRefused(450, "Another connection stores this file.");
      }
      long from = range.of(channel.size()).from();
      if (from > channel.size()) {
        throw new TransferRefused(554, "Only " + channel.size() + " bytes are here.");
      }
      channel.truncate(from).position(from);
      return new Upload(place, channel, isTaken);
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw new TransferRefused(450, "Another connection stores this file.");
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public int write(ByteBuffer bytes) throws IOException {
    try {
      return channel.write(bytes);
    } catch (IOException e) {
      if (place.root().toFile().getUsableSpace() == 0) {
        throw new TransferRefused(452, "No space left.");
      }
      throw e;
    }
  }

  @Override
  public void landed() {
    landed = true;
  }

  @Override
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() throws IOException {
    if (!channel.isOpen()) {
      return;
    }
    try {
      if (landed) {
        channel.force(true);
        if (!place.mayCome() || isTaken.getAsBoolean()) {
          throw new TransferRefused(553, "Its name was taken meanwhile, or its folder is gone.");
        }
        Files.move(place.upload(), place.path(), StandardCopyOption.ATOMIC_MOVE);
      }
    } finally {
      channel.close();
    }
  }
}
