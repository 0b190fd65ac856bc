package reelyard.worker;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A file that a transfer writes: takes no more bytes than announced, and tells trouble of its disk
 * from trouble of the network.
 */
final class DiskOutput extends OutputStream {

  private final OutputStream file;
  private final long expected;
  private final TransferMeter meter;
  private final long before;
  private long written;

  /**
   * @param there bytes that the file has already
   * @param before bytes of the files fetched before this one, for the meter
   */
  DiskOutput(OutputStream file, long there, long expected, TransferMeter meter, long before) {
    this.file = file;
    this.written = there;
    this.expected = expected;
    this.meter = meter;
    this.before = before;
  }

  @Override
  public void write(int b) throws IOException {
    write(new byte[] {(byte) b}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    if (count > expected - written) {
      throw new IOException("more bytes came than the " + expected + " announced");
    }
    try {
      file.write(bytes, from, count);
    } catch (IOException e) {
      throw new DiskException(e);
    }
    written += count;
    meter.at(before + written);
  }

  @Override
  public void close() throws IOException {
    try {
      file.close();
    } catch (IOException e) {
      throw new DiskException(e);
    }
  }
}
