package reelyard.ftp;

import java.nio.channels.WritableByteChannel;

/** Hears, before it is closed, that all came that the client had to send. */
public interface LandingChannel extends WritableByteChannel {

  void landed();
}
