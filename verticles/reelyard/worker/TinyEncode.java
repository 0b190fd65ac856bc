package reelyard.worker;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.message.AttemptId;
import reelyard.model.Failure;
import reelyard.model.Phase;
import reelyard.process.Daemons;

/**
 * Proves an encoder: one second of a film drawn on the spot, through the same steps as any job's.
 */
final class TinyEncode implements TranscodeListener {

  private static final Logger log = LoggerFactory.getLogger(TinyEncode.class);

  /** Longer than any job's id, and swept at the worker's start as any attempt's. */
  private static final AttemptId SCRATCH = new AttemptId("reelyardselftest", 1);

  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** Above the least size that hardware encoders take. */
  private static final int WIDTH = 320;

  private static final int HEIGHT = 240;
  private static final int FRAMES = 25;
  private static final byte GREY = (byte) 128;

  private final Equipment equipment;
  private final String encoder;
  private final CompletableFuture<Optional<Failure>> outcome = new CompletableFuture<>();
  private String stopped;
  private Transcode transcode;

  TinyEncode(Equipment equipment, String encoder) {
    this.equipment = equipment;
    this.encoder = encoder;
  }

  /** Why it does not work here, or nothing when it does. Never two at a time in one scratch. */
  CompletionStage<Optional<Failure>> run() {
    equipment.blocking().execute(this::begin);
    Daemons.later(LIMIT.toMillis(), () -> stop("took longer than " + LIMIT.toSeconds() + " s"));
    return outcome;
  }

  /** Ends it at once. */
  synchronized void stop(String why) {
    stopped = why;
    if (transcode != null) {
      transcode.stop(why);
    }
  }

  private void begin() {
    try {
      Path folder = equipment.scratch().create(SCRATCH);
      Path film = folder.resolve("input").resolve("selftest.y4m");
      draw(film);
      TranscodeOrder order =
          new TranscodeOrder(
              film,
              folder.resolve("output").resolve("selftest.mkv"),
              List.of(),
              null,
              List.of("--encoder", encoder, "--format", "av_mkv"),
              folder.resolve("handbrake.log"),
              folder);
      start(order);
    } catch (IOException e) {
      end(DiskException.of(e, equipment.workerId()));
    }
  }

  private synchronized void start(TranscodeOrder order) {
    transcode =
        Transcode.start(order, equipment.config(), equipment.workerId(), equipment.events(), this);
    if (stopped != null) {
      transcode.stop(stopped);
    }
  }

  /** The format of mjpegtools' yuv4mpeg(5): a header, then pictures of raw planes. */
  private static void draw(Path film) throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(film), 1 << 16)) {
      out.write(
          "YUV4MPEG2 W%d H%d F25:1 Ip A1:1 C420jpeg\n".formatted(WIDTH, HEIGHT).getBytes(US_ASCII));
      byte[] row = new byte[WIDTH];
      byte[] colours = new byte[WIDTH * HEIGHT / 2];
      Arrays.fill(colours, GREY);
      for (int frame = 0; frame < FRAMES; frame++) {
        out.write("FRAME\n".getBytes(US_ASCII));
        for (int y = 0; y < HEIGHT; y++) {
          for (int x = 0; x < WIDTH; x++) {
            row[x] = (byte) (x + y + 4 * frame);
          }
          out.write(row);
        }
        out.write(colours);
      }
    }
  }

  @Override
  public void progress(Phase phase, double percent, long eta, double fps, int pass, int passes) {}

  @Override
  public void log(long firstLine, List<String> lines) {}

  @Override
  public void processEnded() {}

  @Override
  public void ended(TranscodeOutcome ended) {
    equipment.blocking().execute(() -> end(ended.failure()));
  }

  private void end(Failure failure) {
    try {
      equipment.scratch().remove(SCRATCH);
    } catch (IOException e) {
      log.warn(
          "what the self-test left stays until the worker's next start: {}", Failures.words(e));
    }
    outcome.complete(Optional.ofNullable(failure));
  }
}
