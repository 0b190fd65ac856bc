package reelyard.gateway;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import java.util.concurrent.Future;

/**
 * Ends a program's connection below Vert.x, whose close waits until everything was written: who
 * never reads would keep it open, and all that waits for him, for ever.
 */
record ProgramEnd(ChannelHandlerContext context) {

  /** Nothing more is said, which the program hears as an end; what it says can still be read. */
  void sayNoMore() {
    SslHandler encryption = context.pipeline().get(SslHandler.class);
    // Where it fails, the program has closed already.
    if (encryption != null) {
      Future<?> unused = encryption.closeOutbound();
    } else if (context.channel() instanceof DuplexChannel both) {
      Future<?> unused = both.shutdownOutput();
    }
  }

  /** At once: what is not written is lost. */
  void close() {
    Future<?> unused = context.close();
  }
}
