package reelyard.scheduler.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import reelyard.bus.Json;
import reelyard.message.PresetText;
import reelyard.model.Alert;
import reelyard.model.AttemptRecord;
import reelyard.model.Job;
import reelyard.model.LearnedSpeed;

/** Turns changes into rows, through one connection. */
final class ChangeWriter {

  /** Presets stand with jobs: whether one is still needed depends on the order of both. */
  private static final String JOBS = "job";

  private static final String OWN = "own_preset";

  private static final String KEEP_PRESET =
      "INSERT INTO preset (hash, body) VALUES (?, ?) ON CONFLICT (hash) DO NOTHING";
  private static final String DROP_JOB = "DELETE FROM job WHERE id = ?";
  private static final String DROP_WORKER = "DELETE FROM worker WHERE id = ?";
  private static final String DROP_ALERT = "DELETE FROM alert WHERE id = ?";
  private static final String DROP_SUBMISSIONS = "DELETE FROM submission WHERE answered < ?";
  private static final String KEEP_WORKER = upsert("worker", "id", "id", "doc");
  private static final String KEEP_FARM = upsert("farm", "id", "id", "doc");
  private static final String KEEP_ALERT = upsert("alert", "id", "id", "doc");
  private static final String KEEP_SUBMISSION = upsert("submission", "id", "id", "answered", "doc");
  private static final String KEEP_SPEED =
      upsert("speed", "worker, kind", "worker", "kind", "log_rate", "log_variance", "samples");
  private static final String ADD_ATTEMPT =
      upsert(
          "attempt",
          "job, attempt",
          "job",
          "attempt",
          "worker",
          "name",
          "user_name",
          "preset",
          "kind",
          "input_bytes",
          "result_bytes",
          "started",
          "ended",
          "fetch_millis",
          "transcode_millis",
          "return_millis",
          "paused_millis",
          "expected_seconds",
          "outcome",
          "reason");

  private final Statements statements;
  private final PresetShelf presets;
  private final String keepJob;

  ChangeWriter(Connection connection, String wordsParameter) {
    this.statements = new Statements(connection);
    this.presets = new PresetShelf();
    this.keepJob =
        upsert(
                JOBS,
                "id",
                "id",
                "state",
                "archived",
                "suspended",
                "section",
                "place1",
                "place2",
                "user_name",
                "pool",
                "worker",
                "preset",
                "doc",
                "words")
            .replace("?)", wordsParameter + ")");
  }

  /** Writes at the latest at {@link #flush}. */
  void apply(Change change) throws SQLException {
    if (change instanceof Change.KeepJob keep) {
      keep(keep.job());
    } else if (change instanceof Change.DropJob drop) {
      statements.add(JOBS, DROP_JOB, s -> text(s, 1, drop.jobId()));
      // Its preset may go with it.
      presets.forgetWritten();
    } else if (change instanceof Change.AddAttempt add) {
      add(add.attempt());
    } else if (change instanceof Change.KeepWorker keep) {
      document("worker", KEEP_WORKER, keep.worker().info().id(), keep.worker());
    } else if (change instanceof Change.DropWorker drop) {
      statements.add("worker", DROP_WORKER, s -> text(s, 1, drop.workerId()));
    } else if (change instanceof Change.KeepSpeed keep) {
      keep(keep.speed());
    } else if (change instanceof Change.KeepSubmission keep) {
      keep(keep.submission());
    } else if (change instanceof Change.DropSubmissions drop) {
      statements.add("submission", DROP_SUBMISSIONS, s -> s.setLong(1, drop.beforeMillis()));
    } else if (change instanceof Change.KeepAlert keep) {
      keep(keep.alert());
    } else if (change instanceof Change.DropAlert drop) {
      statements.add("alert", DROP_ALERT, s -> s.setLong(1, drop.id()));
    } else if (change instanceof Change.AddPreset add) {
      add(add.preset());
    } else if (change instanceof Change.DropPreset drop) {
      statements.add(OWN, OwnPresets.DROP, s -> text(s, 1, drop.name()));
    } else if (change instanceof Change.KeepFarm keep) {
      String doc = Json.write(keep.farm());
      statements.add(
          "farm",
          KEEP_FARM,
          s -> {
            s.setInt(1, 1);
            text(s, 2, doc);
          });
    } else {
      throw new IllegalArgumentException("cannot be kept: " + change);
    }
  }

  /** Writes all that waits. */
  void flush() throws SQLException {
    statements.flush();
  }

  /** After a rollback. */
  void forget() throws SQLException {
    presets.forgetWritten();
    statements.forget();
  }

  private void keep(Job job) throws SQLException {
    String preset = job.spec().presetJson();
    String hash = preset == null ? null : presets.hash(preset);
    if (hash != null && presets.isNew(hash)) {
      statements.add(
          JOBS,
          KEEP_PRESET,
          s -> {
            s.setString(1, hash);
            text(s, 2, preset);
          });
    }
    Job bare = preset == null ? job : job.withSpec(job.spec().withPresetJson(null));
    String doc = Json.write(bare);
    String words = Words.of(job);
    statements.add(
        JOBS,
        keepJob,
        s -> {
          text(s, 1, job.id());
          text(s, 2, job.state().name());
          s.setInt(3, job.archived() ? 1 : 0);
          s.setInt(4, job.suspended() ? 1 : 0);
          s.setInt(5, Place.sectionOf(job.state()));
          s.setLong(6, job.state().ended() ? -job.endedMillis() : job.priority());
          s.setLong(7, job.state().ended() ? 0 : job.rank());
          text(s, 8, job.spec().user());
          text(s, 9, job.pool());
          text(s, 10, job.workerId());
          s.setString(11, hash);
          text(s, 12, doc);
          text(s, 13, words);
        });
  }

  private void add(AttemptRecord attempt) throws SQLException {
    statements.add(
        "attempt",
        ADD_ATTEMPT,
        s -> {
          text(s, 1, attempt.jobId());
          s.setInt(2, attempt.attempt());
          text(s, 3, attempt.workerId());
          text(s, 4, attempt.name());
          text(s, 5, attempt.user());
          text(s, 6, attempt.preset());
          text(s, 7, attempt.kind());
          s.setLong(8, attempt.inputBytes());
          s.setLong(9, attempt.resultBytes());
          s.setLong(10, attempt.startedMillis());
          s.setLong(11, attempt.endedMillis());
          s.setLong(12, attempt.fetchMillis());
          s.setLong(13, attempt.transcodeMillis());
          s.setLong(14, attempt.returnMillis());
          s.setLong(15, attempt.pausedMillis());
          s.setLong(16, attempt.expectedSeconds());
          text(s, 17, attempt.outcome().name());
          if (attempt.reason() == null) {
            s.setNull(18, Types.VARCHAR);
          } else {
            text(s, 18, attempt.reason().name());
          }
        });
  }

  private void add(PresetText preset) throws SQLException {
    statements.add(
        OWN,
        OwnPresets.ADD,
        s -> {
          text(s, 1, preset.name());
          text(s, 2, preset.description());
          text(s, 3, preset.user());
          s.setLong(4, preset.changedMillis());
          text(s, 5, preset.json());
          text(s, 6, preset.name());
        });
    statements.add(
        OWN,
        OwnPresets.FORGET_OLD,
        s -> {
          text(s, 1, preset.name());
          text(s, 2, preset.name());
        });
  }

  private void keep(LearnedSpeed speed) throws SQLException {
    statements.add(
        "speed",
        KEEP_SPEED,
        s -> {
          text(s, 1, speed.workerId());
          text(s, 2, speed.kind());
          s.setDouble(3, speed.logRate());
          s.setDouble(4, speed.logVariance());
          s.setLong(5, speed.count());
        });
  }

  private void keep(Submission submission) throws SQLException {
    String doc = Json.write(submission);
    statements.add(
        "submission",
        KEEP_SUBMISSION,
        s -> {
          text(s, 1, submission.key());
          s.setLong(2, submission.millis());
          text(s, 3, doc);
        });
  }

  private void keep(Alert alert) throws SQLException {
    String doc = Json.write(alert);
    statements.add(
        "alert",
        KEEP_ALERT,
        s -> {
          s.setLong(1, alert.id());
          text(s, 2, doc);
        });
  }

  private void document(String table, String sql, String id, Object document) throws SQLException {
    String doc = Json.write(document);
    statements.add(
        table,
        sql,
        s -> {
          text(s, 1, id);
          text(s, 2, doc);
        });
  }

  private static void text(PreparedStatement statement, int index, String text)
      throws SQLException {
    statement.setString(index, Texts.storable(text));
  }

  private static String upsert(String table, String key, String... columns) {
    List<String> keys = List.of(key.split(", "));
    String changed =
        List.of(columns).stream()
            .filter(column -> !keys.contains(column))
            .map(column -> column + " = excluded." + column)
            .collect(Collectors.joining(", "));
    return "INSERT INTO %s (%s) VALUES (%s) ON CONFLICT (%s) DO UPDATE SET %s"
        .formatted(
            table,
            String.join(", ", columns),
            String.join(", ", Collections.nCopies(columns.length, "?")),
            key,
            changed);
  }
}
