package reelyard.staging.media;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import reelyard.bus.Causes;
import reelyard.bus.RefusedException;
import reelyard.message.OpenMedia;
import reelyard.message.Refusal;
import reelyard.staging.Threads;

/**
 * Speaks tus 1.0.0, the protocol for uploads that go on where they broke off
 * (https://tus.io/protocols/resumable-upload), with its extensions creation, termination and
 * expiration.
 */
final class UploadDesk {

  private static final String VERSION = "1.0.0";
  private static final String BYTES = "application/offset+octet-stream";

  private final Uploads uploads;
  private final Threads disk;

  UploadDesk(Uploads uploads, Threads disk) {
    this.uploads = uploads;
    this.disk = disk;
  }

  /** Answers the request, or fails with a {@link RefusedException}. */
  CompletionStage<Void> serve(OpenMedia ticket, Exchange asker) {
    String method = method(asker);
    if (method.equals("OPTIONS")) {
      return answer(asker, this::options);
    }
    if (!VERSION.equals(asker.header("tus-resumable"))) {
      asker.answer(
          Answer.refused(refused(412, "Tus-Resumable: must be " + VERSION))
              .with("tus-version", VERSION));
      return done();
    }
    boolean fresh = ticket.upload().isEmpty();
    if (fresh && method.equals("POST")) {
      return answer(asker, () -> create(ticket.user(), asker));
    }
    if (fresh) {
      throw refused(405, method + " is not possible here: POST begins an upload");
    }
    return switch (method) {
      case "HEAD" -> answer(asker, () -> look(ticket));
      case "PATCH" -> goOn(ticket, asker);
      case "DELETE" -> answer(asker, () -> delete(ticket));
      default -> throw refused(405, method + " is not possible with an upload");
    };
  }

  /** Some networks let no PATCH through. */
  private static String method(Exchange asker) {
    String instead = asker.header("x-http-method-override");
    return asker.method().equals("POST") && instead != null ? instead : asker.method();
  }

  private Answer options() {
    return Answer.of(
        204,
        Map.of(
            "tus-resumable",
            VERSION,
            "tus-version",
            VERSION,
            "tus-extension",
            "creation,termination,expiration",
            "tus-max-size",
            Long.toString(uploads.mostBytes())));
  }

  private Answer create(String user, Exchange asker) throws IOException {
    UploadNote note =
        uploads.create(user, number(asker, "upload-length"), asker.header("upload-metadata"));
    return answer(201, note).with("location", note.id());
  }

  private Answer look(OpenMedia ticket) throws IOException {
    // All may have come, and staging ended before it gave the film its name.
    UploadNote note = uploads.finish(uploads.find(ticket.upload(), ticket.user()));
    return answer(200, note)
        .with("upload-offset", Long.toString(uploads.offset(note)))
        .with("upload-length", Long.toString(note.bytes()))
        .with("upload-metadata", note.metadata());
  }

  private Answer delete(OpenMedia ticket) throws IOException {
    uploads.delete(uploads.find(ticket.upload(), ticket.user()));
    return Answer.of(204, Map.of("tus-resumable", VERSION));
  }

  // ---- bytes

  /** The upload that a request goes on with. */
  private record Going(UploadNote note, UploadWriter writer) {}

  private CompletionStage<Void> goOn(OpenMedia ticket, Exchange asker) {
    if (!BYTES.equals(asker.header("content-type"))) {
      throw refused(415, "Content-Type: must be " + BYTES);
    }
    long offset = number(asker, "upload-offset");
    return disk.run(() -> begin(ticket, offset))
        .thenCompose(
            going ->
                asker
                    .receive(bytes -> disk.run(() -> write(going, bytes)))
                    .handle((received, e) -> e)
                    .thenCompose(e -> disk.run(() -> end(going, e)))
                    .thenAccept(asker::answer));
  }

  private Going begin(OpenMedia ticket, long offset) throws IOException {
    UploadNote note = uploads.find(ticket.upload(), ticket.user());
    return new Going(note, uploads.open(note, offset));
  }

  private static Void write(Going going, ByteBuffer bytes) throws IOException {
    try {
      going.writer.write(bytes);
      return null;
    } catch (ClosedChannelException e) {
      throw new RefusedException(
          Refusal.conflict("the upload was cancelled, or another request went on with it"));
    } catch (IOException e) {
      throw Uploads.broken(going.note.name(), e);
    }
  }

  /** What came stays, however the request ended. */
  private Answer end(Going going, Throwable e) throws IOException {
    try (UploadWriter writer = going.writer) {
      if (e == null) {
        writer.sync();
      }
    }
    if (e != null) {
      throw Causes.of(e) instanceof RefusedException refused
          ? refused
          : refused(400, "the request broke off: ask where to go on");
    }
    UploadNote note = uploads.finish(going.note);
    return answer(204, note).with("upload-offset", Long.toString(uploads.offset(note)));
  }

  // ---- answers

  private Answer answer(int status, UploadNote note) throws IOException {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("tus-resumable", VERSION);
    if (note.isWhole()) {
      headers.put(
          "upload-path",
          URLEncoder.encode(note.path(), UTF_8).replace("+", "%20").replace("%2F", "/"));
    } else {
      headers.put("upload-expires", HttpDates.of(uploads.endMillis(note)));
    }
    return Answer.of(status, headers);
  }

  private CompletionStage<Void> answer(Exchange asker, Callable<Answer> work) {
    return disk.run(work).thenAccept(asker::answer);
  }

  private static CompletionStage<Void> done() {
    return CompletableFuture.completedStage(null);
  }

  private static long number(Exchange asker, String header) {
    String words = asker.header(header);
    if (words == null || !words.matches("\\d{1,18}")) {
      throw new RefusedException(
          Refusal.badMessage(header + ": must be a number of bytes, 0 or more"));
    }
    return Long.parseLong(words);
  }

  private static RefusedException refused(int status, String words) {
    return new RefusedException(new Refusal(status, words));
  }
}
