package reelyard.staging.media;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import reelyard.bus.RefusedException;
import reelyard.message.Refusal;
import reelyard.model.FailureReason;
import reelyard.staging.Films.Film;
import reelyard.staging.MediaConfig;
import reelyard.staging.Shown;

/**
 * Asks ffprobe, ffmpeg and HandBrakeCLI about films. They open this one file and nothing that it
 * may point to: neither addresses, nor playlists, nor what looks like an option.
 */
final class Probe {

  /**
   * Whatever ffmpeg calls the formats of films. Others (concat, hls, image2 …) make it open files
   * that the film names.
   */
  private static final String FORMATS =
      "matroska,webm,mov,mp4,m4a,3gp,3g2,mj2,avi,mpeg,mpegts,mpegtsraw,mpegvideo,m4v,h264,hevc,"
          + "av1,vc1,flv,asf,asf_o,ogg,rm,dv,mxf,wtv,yuv4mpegpipe";

  /** Twice the pixels of 8K; a picture of more fills the memory. */
  private static final String MOST_PIXELS = "67108864";

  static final Duration PROBE = Duration.ofSeconds(30);
  private static final Duration STILL = Duration.ofSeconds(30);
  static final Duration SCAN = Duration.ofMinutes(3);
  private static final int MOST_WORDS = 8 << 20;
  private static final int MOST_PICTURE = 8 << 20;

  private final MediaConfig config;

  Probe(MediaConfig config) {
    this.config = config;
  }

  /**
   * What ffprobe says, as JSON.
   *
   * @param begun gets each program before it runs, to stop it
   */
  String facts(Film film, Consumer<Program> begun) throws IOException {
    List<String> command = new ArrayList<>(List.of(config.ffprobe(), "-v", "error"));
    command.addAll(careful());
    command.addAll(List.of("-print_format", "json", "-show_format", "-show_streams"));
    command.addAll(List.of("-show_chapters", "-i", "file:" + film.path()));
    byte[] said = run(command, PROBE, MOST_WORDS, begun);
    if (said == null) {
      throw unreadable(
          film, "ffprobe finds no film in it: is it whole, and no other kind of file?");
    }
    return new String(said, UTF_8);
  }

  /** A picture as JPEG. */
  byte[] still(Film film, double second, int width, Consumer<Program> begun) throws IOException {
    List<String> command = new ArrayList<>(List.of(config.ffmpeg(), "-nostdin", "-v", "error"));
    command.addAll(careful());
    command.addAll(List.of("-max_pixels", MOST_PIXELS, "-threads", "1"));
    command.addAll(List.of("-ss", Double.toString(second), "-i", "file:" + film.path()));
    command.addAll(List.of("-map", "0:V:0", "-frames:v", "1", "-threads", "1"));
    // Square pixels first, then as wide as wanted, never wider than it is.
    String scale = "scale=trunc(iw*sar/2)*2:ih,scale='min(%d,iw)':-2,setsar=1".formatted(width);
    command.addAll(List.of("-vf", scale, "-q:v", "4"));
    command.addAll(List.of("-f", "image2pipe", "-c:v", "mjpeg", "pipe:1"));
    byte[] picture = run(command, STILL, MOST_PICTURE, begun);
    if (picture == null) {
      throw unreadable(film, "ffmpeg makes no picture of it");
    }
    if (picture.length == 0) {
      throw new RefusedException(
          Refusal.notFound(
              "%s shows no picture at second %s: it ends before"
                  .formatted(Shown.name(film.name()), second)));
    }
    return picture;
  }

  /** What HandBrakeCLI says, as it comes; null where it does not say anything of use. */
  String scan(Film film, Consumer<Program> begun) throws IOException {
    List<String> command =
        List.of(
            config.handbrake(),
            "--scan",
            "--json",
            "--title",
            "0",
            "--previews",
            "2:0",
            "--input",
            (film.disc() ? film.asked() : film.path()).toString());
    byte[] said = run(command, SCAN, MOST_WORDS, begun);
    return said == null ? null : new String(said, UTF_8);
  }

  private byte[] run(List<String> command, Duration limit, int most, Consumer<Program> begun)
      throws IOException {
    Program program = new Program(config.nice(), command, limit, most);
    begun.accept(program);
    byte[] said = program.run();
    if (program.isMissing() && !command.get(0).equals(config.handbrake())) {
      throw new RefusedException(
          new Refusal(
              Refusal.UNAVAILABLE,
              "this staging host has no %s: install ffmpeg there, or name it in staging.media"
                  .formatted(command.get(0))));
    }
    return said;
  }

  /** Options of an input, before it. */
  private static List<String> careful() {
    return List.of("-protocol_whitelist", "file", "-format_whitelist", FORMATS);
  }

  private static RefusedException unreadable(Film film, String words) {
    return new RefusedException(
        new Refusal(
            FailureReason.SOURCE_UNREADABLE.code(), Shown.name(film.name()) + ": " + words));
  }
}
