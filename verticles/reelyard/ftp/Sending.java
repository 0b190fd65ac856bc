package reelyard.ftp;

import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import org.apache.ftpserver.ftplet.FtpFile;

/** A file on its way to the client. */
final class Sending implements Transfer.Opened {

  private final ReadableByteChannel from;

  private Sending(ReadableByteChannel from) {
    this.from = from;
  }

  /** See {@link Transfer.Direction}. */
  static Sending open(FtpFile file, Range range) throws IOException {
    if (file == null || !file.isFile() || !file.isReadable()) {
      throw new TransferRefused(550, "No file to be read has this name.");
    }
    if (file instanceof ChannelFile channels) {
      return new Sending(channels.read(range));
    }
    if (range.exact()) {
      throw new TransferRefused(504, "This file is not read in ranges.");
    }
    return new Sending(Channels.newChannel(file.createInputStream(range.from())));
  }

  @Override
  public boolean isIncoming() {
    return false;
  }

  @Override
  public long move(ByteChannel data) throws IOException {
    return Pump.all(from, data);
  }

  @Override
  public void close() throws IOException {
    from.close();
  }
}
