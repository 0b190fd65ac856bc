package bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Films of mixed content with sound, made by ffmpeg. */
final class BenchClips {

  private static final List<String> PICTURES =
      List.of(
          "testsrc2=s=1280x720:r=25",
          "mandelbrot=s=1280x720:r=25",
          "life=s=1280x720:r=25:mold=10:life_color=#C83232:death_color=#3232C8",
          "cellauto=s=1280x720:r=25:rule=110",
          "smptehdbars=s=1280x720:r=25,noise=alls=12:allf=t",
          "gradients=s=1280x720:r=25:speed=0.05");

  private BenchClips() {}

  /** So many films of so many seconds in the folder; at most six differ in content. */
  static List<Path> make(Path folder, int count, int seconds) throws IOException {
    Files.createDirectories(folder);
    List<Path> clips = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Path clip = folder.resolve("clip-" + seconds + "s-" + i + ".mkv");
      if (!Files.exists(clip)) {
        make(clip, PICTURES.get(i % PICTURES.size()), 220 + 110 * i, seconds);
      }
      clips.add(clip);
    }
    return clips;
  }

  private static void make(Path clip, String picture, int hertz, int seconds) throws IOException {
    Path part = clip.resolveSibling(clip.getFileName() + ".part.mkv");
    Shell.run(
        Path.of("/dev/null"),
        List.of(
            "ffmpeg",
            "-v",
            "error",
            "-y",
            "-f",
            "lavfi",
            "-i",
            picture,
            "-f",
            "lavfi",
            "-i",
            "sine=frequency=" + hertz,
            "-t",
            String.valueOf(seconds),
            "-c:v",
            "libx264",
            "-preset",
            "veryfast",
            "-pix_fmt",
            "yuv420p",
            "-c:a",
            "aac",
            part.toString()));
    Files.move(part, clip);
  }
}
