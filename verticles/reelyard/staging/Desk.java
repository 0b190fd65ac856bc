package reelyard.staging;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reelyard.bus.Bus;
import reelyard.bus.Causes;
import reelyard.message.AttemptId;
import reelyard.message.InspectSources;
import reelyard.message.InspectedSources;
import reelyard.message.JobId;
import reelyard.message.ReturnFiles;
import reelyard.message.ReturnFolder;
import reelyard.message.ServeFiles;
import reelyard.message.ServedFiles;
import reelyard.message.Undone;

/** Answers who asks about sources, and opens and closes the doors of attempts. */
final class Desk {

  private static final Logger log = LoggerFactory.getLogger(Desk.class);

  /** Who starts first waits for the scheduler. */
  private static final Duration SWEEP_PATIENCE = Duration.ofMinutes(10);

  private final Once<ServeFiles, ServedFiles> serving = new Once<>(this::opened);
  private final Once<ReturnFiles, ReturnFolder> takingBack = new Once<>(this::opened);
  private final Once<AttemptId, Void> ending = new Once<>(this::closed);

  private final Hall hall;
  private final LiveAttempts attempts;
  private final Announcement announcement;
  private final Bulletin bulletin;
  private final Replacements replacements;
  private final Threads disk;
  private final FileServer server;
  private boolean unswept;

  Desk(
      Hall hall,
      LiveAttempts attempts,
      Announcement announcement,
      Bulletin bulletin,
      Replacements replacements,
      Threads disk,
      FileServer server) {
    this.hall = hall;
    this.attempts = attempts;
    this.announcement = announcement;
    this.bulletin = bulletin;
    this.replacements = replacements;
    this.disk = disk;
    this.server = server;
  }

  CompletionStage<InspectedSources> inspect(InspectSources question) {
    return disk.run(
        () -> new InspectedSources(question.jobs().stream().map(hall.inspection()::look).toList()));
  }

  CompletionStage<ServedFiles> serve(ServeFiles question) {
    return serving.ask(question);
  }

  CompletionStage<ReturnFolder> takeBack(ReturnFiles question) {
    return takingBack.ask(question);
  }

  /** Brings back what this job's result replaced. */
  CompletionStage<Undone> undo(JobId job) {
    return disk.checked(() -> replacements.undo(job));
  }

  /** This attempt is over. */
  void ended(AttemptId attempt) {
    ending.ask(attempt);
  }

  /** "Ended" can get lost on the bus, so open doors are asked about. */
  void askAboutDoors() {
    hall.doors().open().forEach(attempt -> askAbout(attempt, Bus.PATIENCE));
  }

  /** Parts of results that no door takes: those of attempts that are over go. */
  void sweep() {
    disk.run(hall.endings()::waiting)
        .thenAccept(waiting -> waiting.forEach(attempt -> askAbout(attempt, SWEEP_PATIENCE)))
        .whenComplete((done, e) -> swept(e));
  }

  private void swept(Throwable e) {
    if (e != null && !unswept) {
      log.error(
          "what results in part left behind is not swept ({}), and takes up space: mend that; it is"
              + " tried again every hour",
          Causes.of(e).toString());
    }
    unswept = e != null;
  }

  private void askAbout(AttemptId attempt, Duration patience) {
    attempts
        .isOver(attempt, patience)
        .thenAccept(
            over -> {
              if (over) {
                ended(attempt);
              }
            });
  }

  private CompletionStage<ServedFiles> opened(ServeFiles question) {
    return attempts
        .of(question.attempt(), question.workerId())
        .thenCompose(announcement::unlessItStands)
        .thenCompose(assignment -> disk.checked(() -> hall.handouts().serve(assignment)))
        .whenComplete((door, e) -> bulletin.look())
        .thenApply(
            door ->
                door.served(
                    server.url("input/"), server.fingerprint(), replacements.minSavedPercent()));
  }

  private CompletionStage<ReturnFolder> opened(ReturnFiles question) {
    return attempts
        .of(question.attempt(), question.workerId())
        .thenCompose(announcement::unlessItStands)
        .thenCompose(assignment -> disk.checked(() -> hall.returns().takeBack(assignment)))
        .whenComplete((door, e) -> bulletin.look())
        .handle(
            (door, e) -> {
              if (e != null) {
                throw Refused.patient(Causes.of(e));
              }
              return door.returned(server.url("output/"), server.fingerprint());
            });
  }

  private CompletionStage<Void> closed(AttemptId attempt) {
    return disk.<Void>run(
            () -> {
              hall.endings().over(attempt);
              return null;
            })
        .whenComplete(
            (done, e) -> {
              bulletin.look();
              if (e != null) {
                log.error("the door of {} did not close", attempt, e);
              }
            });
  }
}
