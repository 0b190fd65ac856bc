package reelyard.worker;

import java.nio.file.Path;

/** A JVM of its own that transcodes one film and says when HandBrake is at it. */
final class KilledWorker {

  private KilledWorker() {}

  public static void main(String[] args) {
    Heard heard = new Heard();
    heard.start(
        Heard.order(Path.of(args[1]), Path.of(args[0]), "result.mp4", "--preset", "Fast 480p30"),
        Heard.config());
    heard.awaitEncoding();
    System.out.println("encoding");
    heard.outcome();
  }
}
