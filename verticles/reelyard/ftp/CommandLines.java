package reelyard.ftp;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.ftpserver.listener.nio.FtpResponseEncoder;
import org.apache.mina.core.session.IoSession;
import org.apache.mina.filter.codec.ProtocolCodecFactory;
import org.apache.mina.filter.codec.ProtocolDecoder;
import org.apache.mina.filter.codec.ProtocolEncoder;
import org.apache.mina.filter.codec.textline.TextLineDecoder;

/** Commands are lines of UTF-8 of limited length; replies are lines of it, too. */
final class CommandLines implements ProtocolCodecFactory {

  private final TextLineDecoder decoder = new TextLineDecoder(UTF_8);
  private final ProtocolEncoder encoder = new FtpResponseEncoder();

  CommandLines(int longest) {
    decoder.setMaxLineLength(longest);
  }

  @Override
  public ProtocolDecoder getDecoder(IoSession session) {
    return decoder;
  }

  @Override
  public ProtocolEncoder getEncoder(IoSession session) {
    return encoder;
  }
}
