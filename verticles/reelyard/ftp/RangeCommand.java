package reelyard.ftp;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.ftpserver.command.Command;
import org.apache.ftpserver.ftplet.DefaultFtpReply;
import org.apache.ftpserver.ftplet.FtpRequest;
import org.apache.ftpserver.impl.FtpIoSession;
import org.apache.ftpserver.impl.FtpServerContext;

/**
 * RANG first last (draft-bryan-ftp-range): the next RETR or STOR moves these bytes, both included;
 * RANG 1 0 takes that back. Outlives PASV and EPSV, as clients send these in between.
 */
final class RangeCommand implements Command {

  private static final Pattern FIRST_AND_LAST = Pattern.compile("(\\d{1,18}) +(\\d{1,18})");

  @Override
  public void execute(FtpIoSession session, FtpServerContext context, FtpRequest request) {
    session.resetState();
    Transfer.setRange(session, null);
    Matcher positions = FIRST_AND_LAST.matcher(String.valueOf(request.getArgument()));
    if (!positions.matches()) {
      session.write(new DefaultFtpReply(501, "RANG first last: two byte positions."));
      return;
    }
    long first = Long.parseLong(positions.group(1));
    long last = Long.parseLong(positions.group(2));
    if (first == 1 && last == 0) {
      session.write(new DefaultFtpReply(350, "No range."));
    } else if (last < first) {
      session.write(new DefaultFtpReply(501, "The last byte comes before the first."));
    } else {
      Transfer.setRange(session, new Range(first, last - first + 1));
      session.write(
          new DefaultFtpReply(
              350, "Bytes " + first + " to " + last + " of the file, in the next transfer."));
    }
  }
}
