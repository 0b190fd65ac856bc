package reelyard.ftp;

import java.io.IOException;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import org.apache.ftpserver.ftplet.FtpFile;

/**
 * A file whose bytes move in large blocks, and in ranges. Other files move as streams, and are
 * written from an offset on only.
 */
public interface ChannelFile extends FtpFile {

  /**
   * Opens this range to be read; the channel ends where the range does.
   *
   * @throws IOException when it cannot be; {@link TransferRefused} says more to the client
   */
  ReadableByteChannel read(Range range) throws IOException;

  /**
   * Opens this range to be written.
   *
   * @throws IOException when it cannot be; {@link TransferRefused} says more to the client
   */
  WritableByteChannel write(Range range) throws IOException;
}
