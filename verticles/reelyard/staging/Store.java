package reelyard.staging;

import java.io.IOException;
import java.io.OutputStream;
import org.apache.ftpserver.command.Command;
import org.apache.ftpserver.ftplet.DataConnection;
import org.apache.ftpserver.ftplet.DefaultFtpReply;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.ftplet.FtpReply;
import org.apache.ftpserver.ftplet.FtpRequest;
import org.apache.ftpserver.impl.FtpIoSession;
import org.apache.ftpserver.impl.FtpServerContext;
import org.apache.ftpserver.impl.ServerDataConnectionFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.model.Failure;
import reelyard.model.FailureReason;

/**
 * STOR and APPE. The server's own say 551 to everything; these tell a full disk (452) from a file
 * that cannot be written (550) and a broken connection (426), and open the file before the client
 * sends for nothing.
 */
final class Store implements Command {

  private static final Logger log = LoggerFactory.getLogger(Store.class);

  private final boolean append;

  Store(boolean append) {
    this.append = append;
  }

  @Override
  public void execute(FtpIoSession session, FtpServerContext context, FtpRequest request)
      throws IOException, FtpException {
    ServerDataConnectionFactory connection = session.getDataConnection();
    try {
      session.write(store(session, connection, request.getArgument()));
    } finally {
      session.resetState();
      connection.closeDataConnection();
    }
  }

  private FtpReply store(FtpIoSession session, ServerDataConnectionFactory connection, String name)
      throws FtpException {
    if (name == null) {
      return reply(
          FtpReply.REPLY_501_SYNTAX_ERROR_IN_PARAMETERS_OR_ARGUMENTS, "A file name is missing.");
    }
    if (connection.getInetAddress() == null) {
      return reply(FtpReply.REPLY_503_BAD_SEQUENCE_OF_COMMANDS, "PASV or EPSV goes first.");
    }
    if (!(session.getFileSystemView().getFile(name) instanceof DoorFile file)
        || file.part() == null) {
      return reply(
          FtpReply.REPLY_553_REQUESTED_ACTION_NOT_TAKEN_FILE_NAME_NOT_ALLOWED,
          "Only the result may be stored, under the name that it was given.");
    }
    PartFile part = file.part();
    try (OutputStream out =
        file.createOutputStream(append ? part.size() : session.getFileOffset())) {
      session.write(reply(FtpReply.REPLY_150_FILE_STATUS_OKAY, "Send it."));
      return received(session, connection, part, out);
    } catch (IOException e) {
      log.debug("an upload did not begin or end", e);
      return broken(
          part, FtpReply.REPLY_550_REQUESTED_ACTION_NOT_TAKEN, "Not taken: " + e.getMessage());
    }
  }

  private static FtpReply received(
      FtpIoSession session,
      ServerDataConnectionFactory connection,
      PartFile part,
      OutputStream out) {
    DataConnection data;
    try {
      data = connection.openConnection();
    } catch (Exception e) {
      log.debug("no data connection", e);
      return reply(
          FtpReply.REPLY_425_CANT_OPEN_DATA_CONNECTION, "The data connection did not come.");
    }
    try {
      long bytes = data.transferFromClient(session.getFtpletSession(), out);
      return reply(FtpReply.REPLY_226_CLOSING_DATA_CONNECTION, bytes + " bytes received.");
    } catch (IOException e) {
      log.debug("an upload broke", e);
      return broken(
          part,
          FtpReply.REPLY_426_CONNECTION_CLOSED_TRANSFER_ABORTED,
          "The transfer broke; go on with APPE or REST.");
    }
  }

  private static FtpReply broken(PartFile part, int otherwise, String words) {
    Failure trouble = part.trouble();
    if (trouble == null) {
      return reply(otherwise, words);
    }
    boolean full = trouble.reason() == FailureReason.MANAGER_DISK_FULL;
    // The message names real paths, which are not for the client: the bus tells it.
    return full
        ? reply(FtpReply.REPLY_452_REQUESTED_ACTION_NOT_TAKEN, "No space left for the result.")
        : reply(FtpReply.REPLY_550_REQUESTED_ACTION_NOT_TAKEN, "The result cannot be written.");
  }

  private static FtpReply reply(int code, String words) {
    return new DefaultFtpReply(code, words);
  }
}
