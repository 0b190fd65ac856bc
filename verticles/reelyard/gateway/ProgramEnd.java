package reelyard.gateway;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;

/**
 * Ends a program's connection below Vert.x, whose close waits until everything was written: who
 * never reads would keep it open, and all that waits for him, for ever.
 */
record ProgramEnd(ChannelHandlerContext context) {

  /** Nothing more is said, which the program hears as an end; what it says can still be read. */
  void sayNoMore() {
    SslHandler encryption = context.pipeline().get(SslHandler.class);
    if (encryption != null) {
      encryption.closeOutbound();
    } else if (context.channel() instanceof DuplexChannel both) {
      both.shutdownOutput();
    }
  }

  /** At once: what is not written is lost. */
  void close() {
    context.close();
  }
}
