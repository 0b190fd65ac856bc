package reelyard.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Three short films in a folder of their own, made by ffmpeg. */
final class DemoClips {

  private record Clip(String name, String picture, int hertz, int seconds) {}

  private static final List<Clip> CLIPS =
      List.of(
          new Clip("Counting test card.mkv", "testsrc2=size=1280x720:rate=30", 440, 30),
          new Clip("Drifting colours.mp4", "gradients=size=1280x720:rate=25:speed=0.05", 330, 22),
          new Clip("Game of life.mkv", "life=size=640x360:rate=24:mold=10:ratio=0.1", 220, 16));

  private static final Duration SIGNAL_DELAY = Duration.ofMillis(500);

  private final Path folder;

  private DemoClips(Path folder) {
    this.folder = folder;
  }

  static DemoClips inTemporaryFolder() throws IOException {
    return new DemoClips(Files.createTempDirectory("reelyard-demo-"));
  }

  Path folder() {
    return folder;
  }

  /** Makes them; the ending stops what is not finished then. */
  List<String> make(Ending ending) throws CommandFailure, InterruptedException {
    List<String> films = new ArrayList<>();
    for (Clip clip : CLIPS) {
      Path film = folder.resolve(clip.name());
      Process ffmpeg = start(clip, film);
      ending.first(ffmpeg::destroyForcibly);
      if (ffmpeg.waitFor() != 0) {
        ending.awaitSignal(SIGNAL_DELAY);
        throw new CommandFailure(
            ExitStatus.FAILED,
            "ffmpeg could not make "
                + film
                + ": see what it says above, or whether the disk is full");
      }
      films.add(film.toString());
    }
    return films;
  }

  private static Process start(Clip clip, Path film) throws CommandFailure {
    List<String> command =
        List.of(
            "ffmpeg",
            "-v",
            "error",
            "-nostdin",
            "-f",
            "lavfi",
            "-i",
            clip.picture(),
            "-f",
            "lavfi",
            "-i",
            "sine=frequency=" + clip.hertz(),
            "-t",
            String.valueOf(clip.seconds()),
            "-c:v",
            "libx264",
            "-preset",
            "ultrafast",
            "-pix_fmt",
            "yuv420p",
            "-c:a",
            "aac",
            film.toString());
    try {
      return new ProcessBuilder(command)
          .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .redirectError(ProcessBuilder.Redirect.INHERIT)
          .start();
    } catch (IOException e) {
      throw new CommandFailure(
          ExitStatus.MISSING,
          "ffmpeg is missing on this machine. Type: sudo apt-get install -y ffmpeg");
    }
  }

  /** Takes folder, films and results away. */
  void remove() {
    Folders.remove(folder);
  }
}
