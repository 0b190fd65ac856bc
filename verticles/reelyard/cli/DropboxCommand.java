package reelyard.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import reelyard.message.DropBoxView;
import reelyard.message.DroppedFilm;
import reelyard.message.GetDropBox;
import reelyard.message.WatchedFolder;

/** Shows the drop box. */
@Command(
    name = "dropbox",
    description =
        "Show the manager's watched folders, and what became of the films that were dropped there"
            + " lately.")
final class DropboxCommand implements Callable<Integer> {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("MM-dd HH:mm", Locale.ROOT);

  @Mixin private ManagerOptions manager;
  @Mixin private JsonOption json;

  @Option(
      names = "--limit",
      paramLabel = "N",
      defaultValue = "20",
      description = "How many films to show at most; 20 if not given.")
  private int limit;

  @Override
  public Integer call() throws CommandFailure {
    if (limit < 1 || limit > GetDropBox.MOST) {
      throw CommandFailure.usage("--limit must be 1 to " + GetDropBox.MOST + ", not " + limit);
    }
    DropBoxView view = manager.client(System.getenv()).dropBox(limit);
    if (!json.print(view)) {
      show(view);
    }
    return ExitStatus.COMPLETE;
  }

  private static void show(DropBoxView view) {
    TextTable folders = new TextTable("FOLDER", "WAITING", "DONE", "PRESET", "PATH");
    for (WatchedFolder folder : view.folders()) {
      folders.row(
          folder.rule(),
          Long.toString(folder.waiting()),
          Long.toString(folder.done()),
          Words.printable(folder.preset()),
          Words.printable(folder.path())
              + (folder.trouble() == null ? "" : ": " + Words.printable(folder.trouble())));
    }
    Paper.out().print(folders);
    if (view.ftpUrl() != null) {
      System.out.println("By FTP: " + Words.printable(view.ftpUrl()));
    }
    if (view.ftpCertificate() != null) {
      System.out.println("Its certificate's SHA-256 fingerprint: " + view.ftpCertificate());
    }
    if (view.trouble() != null) {
      System.out.println("Nothing is taken now: " + Words.printable(view.trouble()));
    }
    if (view.lately().isEmpty()) {
      return;
    }
    System.out.println();
    TextTable films = new TextTable("WHEN", "FOLDER", "WHAT", "JOB", "FILM");
    for (DroppedFilm film : view.lately()) {
      films.row(
          TIME.format(Instant.ofEpochMilli(film.atMillis()).atZone(ZoneId.systemDefault())),
          film.rule(),
          film.verdict().toLowerCase(Locale.ROOT),
          film.jobId() == null ? "" : film.jobId(),
          Words.printable(film.path() + (film.note() == null ? "" : ": " + film.note())));
    }
    Paper.out().print(films);
  }
}
