package reelyard.staging.media;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import reelyard.bus.Json;
import reelyard.bus.RefusedException;
import reelyard.message.JobId;
import reelyard.message.MediaScan;
import reelyard.message.MediaUse;
import reelyard.message.OpenMedia;
import reelyard.message.Refusal;
import reelyard.staging.Films;
import reelyard.staging.Films.Film;
import reelyard.staging.Threads;
import reelyard.staging.undo.Originals;

/** Shows films: what is in them, pictures of them, and their bytes. */
final class Viewing {

  private static final long MOST_REMEMBERED = 16 << 20;
  private static final String JSON = "application/json";

  /** What a program is asked of a film; HandBrake knows a disc by its folder. */
  private record Question(MediaUse use, double second, int width, Film film) {}

  /** A film that is open, and what of it is wanted. */
  private record Opened(Playback playback, FileChannel channel) {}

  @FunctionalInterface
  private interface Work {
    byte[] on(Film film, Consumer<Program> begun) throws IOException;
  }

  /**
   * Where things are done, apart from each other, so that what is slow holds up its like alone.
   *
   * @param looking at folders, to find films: takes little time, so many may wait
   * @param programs that answer soon
   * @param scans of HandBrake's, which take minutes
   * @param disk reads films
   */
  record Benches(Workbench looking, Workbench programs, Workbench scans, Threads disk) {}

  private final Films films;
  private final Originals originals;
  private final Probe probe;
  private final Benches benches;
  private final Looks<Question> looks = new Looks<>(MOST_REMEMBERED);

  Viewing(Films films, Originals originals, Probe probe, Benches benches) {
    this.films = films;
    this.originals = originals;
    this.probe = probe;
    this.benches = benches;
  }

  /** Answers the request, or fails with a {@link reelyard.bus.RefusedException}. */
  CompletionStage<Void> show(OpenMedia wanted, Exchange asker) {
    return switch (wanted.use()) {
      case FACTS -> look(wanted, asker, JSON, this::facts);
      case SCAN -> look(wanted, asker, JSON, this::scan);
      case STILL ->
          look(
              wanted,
              asker,
              "image/jpeg",
              (film, begun) -> probe.still(film, wanted.second(), wanted.width(), begun));
      case PLAY ->
          benches.disk.run(() -> open(wanted, asker)).thenAccept(film -> play(film, asker));
      case UPLOAD -> throw new IllegalArgumentException("an upload shows nothing");
    };
  }

  /** The work ends when all who asked for it went, unless it is a scan: a page asks again. */
  private CompletionStage<Void> look(OpenMedia wanted, Exchange asker, String type, Work work) {
    boolean scan = wanted.use() == MediaUse.SCAN;
    Workbench bench = scan ? benches.scans : benches.programs;
    return benches
        .looking
        .run(() -> film(wanted))
        .thenCompose(
            film ->
                looks.ask(
                    new Question(wanted.use(), wanted.second(), wanted.width(), film),
                    bench,
                    scan,
                    asker::whenGone,
                    begun -> work.on(film, begun)))
        .thenAccept(body -> asker.answer(Answer.body(type, body)));
  }

  /** What lies at the path, or what lay there before a result took its place. */
  private Film film(OpenMedia wanted) throws IOException {
    if (wanted.job().isEmpty()) {
      return films.film(wanted.path());
    }
    Originals.Kept kept =
        originals
            .of(new JobId(wanted.job()))
            .orElseThrow(
                () ->
                    new RefusedException(
                        Refusal.notFound(
                            "the original is kept no longer: its result took its place")));
    return films.kept(kept.file(), kept.name());
  }

  private byte[] facts(Film film, Consumer<Program> begun) throws IOException {
    return json(new FactSheet(film, probe.facts(film, begun)).facts());
  }

  /** HandBrake gets nothing in which ffprobe, which is more careful, finds no film. */
  private byte[] scan(Film film, Consumer<Program> begun) throws IOException {
    FactSheet facts = new FactSheet(film, probe.facts(film, begun));
    String printed = probe.scan(film, begun);
    MediaScan scan = printed == null ? null : TitleSet.read(printed);
    return json(scan == null ? facts.scan() : scan);
  }

  private Opened open(OpenMedia wanted, Exchange asker) throws IOException {
    Film film = film(wanted);
    Playback playback = Playback.of(film, asker::header);
    if (playback.bytes() == 0 || asker.method().equals("HEAD")) {
      return new Opened(playback, null);
    }
    FileChannel channel = films.open(film);
    return new Opened(playback, channel.position(playback.from()));
  }

  private static void play(Opened film, Exchange asker) {
    if (film.channel == null) {
      asker.answer(film.playback.head());
    } else {
      asker.send(film.playback.head(), film.channel, film.playback.bytes());
    }
  }

  private static byte[] json(Object message) {
    return Json.write(message).getBytes(UTF_8);
  }
}
