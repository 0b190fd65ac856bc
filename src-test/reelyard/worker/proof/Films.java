package reelyard.worker.proof;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import reelyard.Clips;

/** Films made up, and real ones as ffprobe tells of them. */
final class Films {

  static final Inventory.Hdr SDR =
      new Inventory.Hdr("bt709", "bt709", 8, Map.of(), null, null, false);

  static final Map<String, Double> DISPLAY =
      Map.of("red_x", 0.68, "red_y", 0.32, "min_luminance", 0.0001, "max_luminance", 1000.0);

  static final Inventory.Hdr HDR10 =
      new Inventory.Hdr("smpte2084", "bt2020", 10, DISPLAY, "1000/400", null, false);

  private Films() {}

  static Inventory film(Inventory.Hdr hdr, List<String> audios, List<String> subtitles) {
    return new Inventory(
        5400,
        new Ends(List.of(5400.0), audios.stream().map(language -> 5400.0).toList()),
        List.of(new Inventory.Video("hevc", 1920, 1080)),
        audios.stream().map(language -> new Inventory.Track("aac", language)).toList(),
        subtitles.stream().map(language -> new Inventory.Track("subrip", language)).toList(),
        12,
        hdr);
  }

  /** A usual film, with other HDR data. */
  static Inventory film(Inventory.Hdr hdr) {
    return film(hdr, List.of("eng"), List.of());
  }

  /** Two languages, subtitles, three chapters and HDR10 data, for two seconds. */
  static Path hdr() {
    return Clips.made(
        "proof-hdr.mkv",
        List.of(
            "-f",
            "lavfi",
            "-i",
            "testsrc2=size=320x180:rate=25:duration=2",
            "-f",
            "lavfi",
            "-i",
            "sine=frequency=440:duration=2",
            "-f",
            "lavfi",
            "-i",
            "sine=frequency=880:duration=2",
            "-f",
            "srt",
            "-i",
            text("proof.srt", "1\n00:00:00,200 --> 00:00:01,500\nWords\n\n"),
            "-f",
            "ffmetadata",
            "-i",
            text("proof.meta", chapters()),
            "-map",
            "0",
            "-map",
            "1",
            "-map",
            "2",
            "-map",
            "3",
            "-map_chapters",
            "4",
            "-c:v",
            "libx265",
            "-preset",
            "ultrafast",
            "-pix_fmt",
            "yuv420p10le",
            "-x265-params",
            "log-level=error:hdr10=1:colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc"
                + ":master-display=G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)"
                + "L(10000000,1):max-cll=1000,400",
            "-c:a",
            "aac",
            "-c:s",
            "srt",
            "-metadata:s:a:0",
            "language=eng",
            "-metadata:s:a:1",
            "language=ger",
            "-metadata:s:s:0",
            "language=fre"));
  }

  private static String chapters() {
    StringBuilder chapters = new StringBuilder(";FFMETADATA1\n");
    for (int i = 0; i < 3; i++) {
      chapters.append(
          "[CHAPTER]\nTIMEBASE=1/1000\nSTART=%d\nEND=%d\ntitle=%d\n"
              .formatted(i * 600, i * 600 + 600, i));
    }
    return chapters.toString();
  }

  private static String text(String name, String words) {
    try {
      Path file = Path.of(System.getProperty("java.io.tmpdir"), "reelyard-" + name);
      return java.nio.file.Files.writeString(file, words).toString();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** What ffprobe tells of it. */
  static Inventory inventory(Path film) throws IOException, InterruptedException {
    return Inventory.of(probed(film, Inventory.STREAMS), probed(film, Inventory.FRAMES), Map.of());
  }

  private static String probed(Path film, List<String> options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("ffprobe", "-v", "error", "-of", "json"));
    command.addAll(options);
    command.addAll(List.of("-i", film.toString()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("ffprobe failed at " + film);
    }
    return said;
  }
}
