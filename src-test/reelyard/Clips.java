package reelyard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Small films made with ffmpeg, once per build; they lie in target/clips and must not be written.
 */
public final class Clips {

  private static final Path FOLDER =
      Path.of(System.getProperty("reelyard.home", "")).toAbsolutePath().resolve("target/clips");

  private Clips() {}

  /**
   * A moving picture with a sound, 320x180 and 25 frames a second, encoded to H.264 and AAC.
   *
   * @param name the file's name; its extension says the format (.mkv, .mp4, .ts)
   * @param ffmpegOptions further options for the output, such as -an
   */
  public static Path film(String name, int seconds, String... ffmpegOptions) {
    List<String> command = new ArrayList<>();
    String picture = "testsrc2=size=320x180:rate=25:duration=" + seconds;
    String sound = "sine=frequency=440:sample_rate=44100:duration=" + seconds;
    Collections.addAll(command, "-f", "lavfi", "-i", picture, "-f", "lavfi", "-i", sound);
    Collections.addAll(command, "-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv420p");
    Collections.addAll(command, "-c:a", "aac", "-b:a", "96k", "-shortest");
    Collections.addAll(command, ffmpegOptions);
    return made(name, command);
  }

  /** Three seconds of a picture with twelve of sound, of the format with this extension. */
  public static Path halfPicture(String format) {
    List<String> command = new ArrayList<>();
    Collections.addAll(command, "-f", "lavfi", "-i", "testsrc2=size=320x180:rate=25:duration=3");
    Collections.addAll(command, "-f", "lavfi", "-i", "sine=frequency=440:duration=12");
    Collections.addAll(command, "-c:v", "libx264", "-preset", "ultrafast", "-c:a", "aac");
    return made("half-picture." + format, command);
  }

  /**
   * Whatever ffmpeg makes of these arguments (inputs and options without the output); made anew
   * only when the file is not there yet, so use one name for one content.
   */
  public static synchronized Path made(String name, List<String> ffmpegArguments) {
    Path film = FOLDER.resolve(name);
    if (Files.exists(film)) {
      return film;
    }
    Path draft = FOLDER.resolve("draft-" + ProcessHandle.current().pid() + "-" + name);
    List<String> command = new ArrayList<>(List.of("ffmpeg", "-nostdin", "-v", "error", "-y"));
    command.addAll(ffmpegArguments);
    command.add(draft.toString());
    try {
      Files.createDirectories(FOLDER);
      run(command);
      Files.move(draft, film, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return film;
  }

  /** The first so many bytes of a film, as a broken download leaves them. */
  public static synchronized Path cut(Path film, String name, double share) {
    Path cut = FOLDER.resolve(name);
    try {
      byte[] bytes = Files.readAllBytes(film);
      Files.write(cut, Arrays.copyOf(bytes, (int) (bytes.length * share)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return cut;
  }

  private static void run(List<String> command) throws IOException {
    Process process = new ProcessBuilder(command).inheritIO().start();
    try {
      if (!process.waitFor(120, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException("ffmpeg took longer than 120 s: " + command);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IOException("interrupted: " + command, e);
    }
    if (process.exitValue() != 0) {
      throw new IOException("ffmpeg failed with " + process.exitValue() + ": " + command);
    }
  }
}
