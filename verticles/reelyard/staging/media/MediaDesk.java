package reelyard.staging.media;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.bus.RefusedException;
import reelyard.message.MediaUse;
import reelyard.message.OpenMedia;
import reelyard.message.Refusal;

/** Lets in who has a ticket, and sees to it that each request gets one answer. */
final class MediaDesk {

  private static final Logger log = LoggerFactory.getLogger(MediaDesk.class);

  private final Tickets tickets;
  private final Viewing viewing;
  private final UploadDesk uploads;

  MediaDesk(Tickets tickets, Viewing viewing, UploadDesk uploads) {
    this.tickets = tickets;
    this.viewing = viewing;
    this.uploads = uploads;
  }

  void serve(Exchange asker) {
    OpenMedia ticket = tickets.redeem(asker.header("authorization"));
    if (ticket == null) {
      asker.answer(Answer.of(401, Map.of("www-authenticate", "Bearer")));
      return;
    }
    begun(ticket, asker)
        .whenComplete(
            (done, e) -> {
              if (e != null) {
                asker.answer(answer(ticket, e));
              }
            });
  }

  private CompletionStage<Void> begun(OpenMedia ticket, Exchange asker) {
    try {
      if (ticket.use() == MediaUse.UPLOAD) {
        return uploads.serve(ticket, asker);
      }
      if (!asker.method().equals("GET") && !asker.method().equals("HEAD")) {
        throw new RefusedException(
            new Refusal(405, asker.method() + " is not possible with a film"));
      }
      return viewing.show(ticket, asker);
    } catch (RefusedException e) {
      return CompletableFuture.failedStage(e);
    }
  }

  private static Answer answer(OpenMedia ticket, Throwable e) {
    Throwable cause = e;
    while (cause instanceof CompletionException && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof RefusedException refused) {
      return Answer.refused(refused);
    }
    log.error("{} of {} broke", ticket.use(), ticket.path(), cause);
    return Answer.refused(
        new RefusedException(
            new Refusal(Refusal.BROKEN, "staging broke over it: its log says why")));
  }
}
