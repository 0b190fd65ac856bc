package reelyard.ftp;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.ByteChannel;
import org.apache.ftpserver.command.Command;
import org.apache.ftpserver.ftplet.DefaultFtpReply;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.ftplet.FtpFile;
import org.apache.ftpserver.ftplet.FtpReply;
import org.apache.ftpserver.ftplet.FtpRequest;
import org.apache.ftpserver.impl.FtpIoSession;
import org.apache.ftpserver.impl.FtpServerContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * RETR, STOR or APPE of bytes as they are, whatever TYPE says: line ends of films are not to be
 * mended. The file is opened before the client is told to begin.
 */
final class Transfer implements Command {

  private static final Logger log = LoggerFactory.getLogger(Transfer.class);

  /** Within so long after its data connection a dead client's control connection ends as well. */
  private static final long DYING_MILLIS = 250;

  private static final String RANGE = "reelyard.range";

  /** A file that is open for one transfer. */
  interface Opened extends Closeable {

    /** Whether the client sends. */
    boolean isIncoming();

    /** Moves it all; how many bytes that were. */
    long move(ByteChannel data) throws IOException;

    /** Whether the end of the data is to be the end of the file. */
    default boolean isLanding() {
      return false;
    }

    /** It was: the client is still there. */
    default void landed() {}
  }

  /** Which way the bytes go. */
  @FunctionalInterface
  interface Direction {

    /** Opens what there is of this name, for this range. */
    Opened open(FtpFile file, Range range) throws IOException;
  }

  private final Direction direction;

  Transfer(Direction direction) {
    this.direction = direction;
  }

  /** Sets what the next transfer of this session moves; null: as REST says. */
  static void setRange(FtpIoSession session, Range range) {
    if (range == null) {
      session.removeAttribute(RANGE);
    } else {
      session.setAttribute(RANGE, range);
    }
  }

  @Override
  public void execute(FtpIoSession session, FtpServerContext context, FtpRequest request)
      throws FtpException {
    DataLink link = DataLink.of(session);
    try {
      session.write(answer(session, link, request.getArgument()));
    } finally {
      session.resetState();
      setRange(session, null);
      link.closeDataConnection();
    }
  }

  private FtpReply answer(FtpIoSession session, DataLink link, String name) throws FtpException {
    if (name == null) {
      return reply(501, "A file name is missing.");
    }
    if (!link.isAwaiting()) {
      return reply(503, "PASV or EPSV goes first.");
    }
    Range ranged = (Range) session.getAttribute(RANGE);
    Range range = ranged == null ? Range.from(session.getFileOffset()) : ranged;
    try (Opened file = direction.open(session.getFileSystemView().getFile(name), range)) {
      session.write(reply(150, "Begin."));
      return moved(session, link, file);
    } catch (TransferRefused e) {
      return refused(e);
    } catch (IOException e) {
      log.debug("a file could not be opened or closed", e);
      return reply(550, "It cannot be opened, or not be closed.");
    }
  }

  private static FtpReply moved(FtpIoSession session, DataLink link, Opened file) {
    try (ByteChannel data = opened(link, file.isIncoming())) {
      long count = file.move(data);
      if (file.isLanding()) {
        // A client that dies closes its data connection as one does that is done.
        if (session.getCloseFuture().awaitUninterruptibly(DYING_MILLIS)) {
          throw new EOFException("the client went away after " + count + " bytes");
        }
        file.landed();
      }
      return reply(226, count + " bytes moved.");
    } catch (TransferRefused e) {
      return refused(e);
    } catch (IOException e) {
      log.debug("a transfer broke", e);
      return reply(426, "The transfer broke; go on with REST, RANG or APPE.");
    }
  }

  private static ByteChannel opened(DataLink link, boolean incoming) throws TransferRefused {
    try {
      return link.open(incoming);
    } catch (IOException e) {
      log.debug("no data connection", e);
      throw new TransferRefused(425, "The data connection did not come.");
    }
  }

  private static FtpReply refused(TransferRefused e) {
    log.debug("a transfer was refused", e);
    return reply(e.code(), e.getMessage());
  }

  private static FtpReply reply(int code, String words) {
    return new DefaultFtpReply(code, words);
  }
}
