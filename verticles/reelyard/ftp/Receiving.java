package reelyard.ftp;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import org.apache.ftpserver.ftplet.FtpFile;

/** A file on its way from the client. */
final class Receiving implements Transfer.Opened {

  private final WritableByteChannel to;
  private final Range range;

  private Receiving(WritableByteChannel to, Range range) {
    this.to = to;
    this.range = range;
  }

  /** See {@link Transfer.Direction}; from the end of what is there on. */
  static Receiving append(FtpFile file, Range range) throws IOException {
    return open(file, Range.behind());
  }

  /** See {@link Transfer.Direction}. */
  static Receiving open(FtpFile file, Range range) throws IOException {
    if (file == null || file.isDirectory() || !file.isWritable()) {
      throw new TransferRefused(553, "Nothing may be stored under this name.");
    }
    if (file instanceof ChannelFile channels) {
      return new Receiving(channels.write(range), range);
    }
    if (range.exact()) {
      throw new TransferRefused(504, "This file is not written in ranges.");
    }
    long from = range.of(file.isFile() ? file.getSize() : 0).from();
    return new Receiving(Channels.newChannel(file.createOutputStream(from)), range);
  }

  @Override
  public boolean isIncoming() {
    return true;
  }

  @Override
  public long move(ByteChannel data) throws IOException {
    if (!range.exact()) {
      long all = Pump.all(data, to);
      if (to instanceof LandingChannel landing) {
        landing.landed();
      }
      return all;
    }
    Limited limited = new Limited(data, range.count());
    long moved = Pump.all(limited, to);
    if (moved < range.count()) {
      throw new EOFException("only " + moved + " of " + range.count() + " bytes came");
    }
    return moved;
  }

  @Override
  public void close() throws IOException {
    to.close();
  }

  /** What a range has room for, and not a byte more. */
  private static final class Limited implements ReadableByteChannel {

    private final ReadableByteChannel data;
    private long left;

    Limited(ReadableByteChannel data, long most) {
      this.data = data;
      left = most;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
      int count = data.read(target);
      left -= Math.max(count, 0);
      if (left < 0) {
        throw new TransferRefused(551, "More came than the range holds.");
      }
      return count;
    }

    @Override
    public boolean isOpen() {
      return data.isOpen();
    }

    @Override
    public void close() throws IOException {
      data.close();
    }
  }
}
