package reelyard.worker;

import org.apache.commons.net.io.CopyStreamAdapter;

/** Tells a meter of the bytes that an upload moved. */
final class Moved extends CopyStreamAdapter {

  private final long offset;
  private final TransferMeter meter;

  Moved(long offset, TransferMeter meter) {
    this.offset = offset;
    this.meter = meter;
  }

  @Override
  public void bytesTransferred(long total, int chunk, long streamSize) {
    meter.at(offset + total);
  }
}
