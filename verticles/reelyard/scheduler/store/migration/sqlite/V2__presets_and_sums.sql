PRAGMA user_version = 2;

-- Presets of people's own; a change adds a version.
CREATE TABLE own_preset (
  name TEXT NOT NULL,
  version INTEGER NOT NULL,
  description TEXT NOT NULL,
  user_name TEXT NOT NULL,
  changed INTEGER NOT NULL,
  -- A preset file with this preset alone.
  body TEXT NOT NULL,
  PRIMARY KEY (name, version)
);

-- What the attempts of each day (UTC) come to, by preset, worker and user: statistics of a million
-- attempts read some thousand rows. Triggers keep it true, whoever writes attempts.
CREATE TABLE day_sum (
  kind TEXT NOT NULL,
  day INTEGER NOT NULL,
  name TEXT NOT NULL,
  complete INTEGER NOT NULL,
  failed INTEGER NOT NULL,
  stopped INTEGER NOT NULL,
  given_back INTEGER NOT NULL,
  busy_millis INTEGER NOT NULL,
  transcode_millis INTEGER NOT NULL,
  input_bytes INTEGER NOT NULL,
  result_bytes INTEGER NOT NULL,
  PRIMARY KEY (kind, day, name)
) WITHOUT ROWID;

INSERT INTO day_sum
  SELECT 'PRESET', ended / 86400000, preset,
    sum(CASE WHEN outcome = 'COMPLETE' THEN 1 ELSE 0 END),
    sum(CASE WHEN outcome = 'FAILED' THEN 1 ELSE 0 END),
    sum(CASE WHEN outcome = 'STOPPED' THEN 1 ELSE 0 END),
    sum(CASE WHEN outcome = 'QUEUED' THEN 1 ELSE 0 END),
    sum(ended - started),
    sum(transcode_millis),
    sum(CASE WHEN outcome = 'COMPLETE' THEN input_bytes ELSE 0 END),
    sum(CASE WHEN outcome = 'COMPLETE' THEN result_bytes ELSE 0 END)
  FROM attempt
  GROUP BY ended / 86400000, preset;

INSERT INTO day_sum
  SELECT 'WORKER', ended / 86400000, worker,
    sum(CASE WHEN outcome = 'COMPLETE' THEN 1 ELSE 0 END),
    sum(CASE WHEN outcome = 'FAILED' THEN 1 ELSE 0 END),
    sum(CASE WHEN outcome = 'STOPPED' THEN 1 ELSE 0 END),
    sum(CASE WHEN outcome = 'QUEUED' THEN 1 ELSE 0 END),
    sum(ended - started),
    sum(transcode_millis),
    sum(CASE WHEN outcome = 'COMPLETE' THEN input_bytes ELSE 0 END),
    sum(CASE WHEN outcome = 'COMPLETE' THEN result_bytes ELSE 0 END)
  FROM attempt
  GROUP BY ended / 86400000, worker;

INSERT INTO day_sum
  SELECT 'USER', ended / 86400000, user_name,
    sum(CASE WHEN outcome = 'COMPLETE' THEN 1 ELSE 0 END),
    sum(CASE WHEN outcome = 'FAILED' THEN 1 ELSE 0 END),
    sum(CASE WHEN outcome = 'STOPPED' THEN 1 ELSE 0 END),
    sum(CASE WHEN outcome = 'QUEUED' THEN 1 ELSE 0 END),
    sum(ended - started),
    sum(transcode_millis),
    sum(CASE WHEN outcome = 'COMPLETE' THEN input_bytes ELSE 0 END),
    sum(CASE WHEN outcome = 'COMPLETE' THEN result_bytes ELSE 0 END)
  FROM attempt
  GROUP BY ended / 86400000, user_name;

CREATE TRIGGER attempt_added AFTER INSERT ON attempt BEGIN
  INSERT INTO day_sum
    SELECT kind, NEW.ended / 86400000, name,
      CASE WHEN NEW.outcome = 'COMPLETE' THEN 1 ELSE 0 END,
      CASE WHEN NEW.outcome = 'FAILED' THEN 1 ELSE 0 END,
      CASE WHEN NEW.outcome = 'STOPPED' THEN 1 ELSE 0 END,
      CASE WHEN NEW.outcome = 'QUEUED' THEN 1 ELSE 0 END,
      NEW.ended - NEW.started,
      NEW.transcode_millis,
      CASE WHEN NEW.outcome = 'COMPLETE' THEN NEW.input_bytes ELSE 0 END,
      CASE WHEN NEW.outcome = 'COMPLETE' THEN NEW.result_bytes ELSE 0 END
    FROM (
      SELECT 'PRESET' AS kind, NEW.preset AS name
      UNION ALL SELECT 'WORKER', NEW.worker
      UNION ALL SELECT 'USER', NEW.user_name
    ) AS named
    WHERE TRUE
  ON CONFLICT (kind, day, name) DO UPDATE SET
    complete = day_sum.complete + excluded.complete,
    failed = day_sum.failed + excluded.failed,
    stopped = day_sum.stopped + excluded.stopped,
    given_back = day_sum.given_back + excluded.given_back,
    busy_millis = day_sum.busy_millis + excluded.busy_millis,
    transcode_millis = day_sum.transcode_millis + excluded.transcode_millis,
    input_bytes = day_sum.input_bytes + excluded.input_bytes,
    result_bytes = day_sum.result_bytes + excluded.result_bytes;
END;

CREATE TRIGGER attempt_changed AFTER UPDATE ON attempt BEGIN
  UPDATE day_sum SET
    complete = complete - (CASE WHEN OLD.outcome = 'COMPLETE' THEN 1 ELSE 0 END),
    failed = failed - (CASE WHEN OLD.outcome = 'FAILED' THEN 1 ELSE 0 END),
    stopped = stopped - (CASE WHEN OLD.outcome = 'STOPPED' THEN 1 ELSE 0 END),
    given_back = given_back - (CASE WHEN OLD.outcome = 'QUEUED' THEN 1 ELSE 0 END),
    busy_millis = busy_millis - (OLD.ended - OLD.started),
    transcode_millis = transcode_millis - OLD.transcode_millis,
    input_bytes = input_bytes - (CASE WHEN OLD.outcome = 'COMPLETE' THEN OLD.input_bytes ELSE 0 END),
    result_bytes = result_bytes - (CASE WHEN OLD.outcome = 'COMPLETE' THEN OLD.result_bytes ELSE 0 END)
  WHERE day = OLD.ended / 86400000 AND (
    kind = 'PRESET' AND name = OLD.preset
    OR kind = 'WORKER' AND name = OLD.worker
    OR kind = 'USER' AND name = OLD.user_name);
  INSERT INTO day_sum
    SELECT kind, NEW.ended / 86400000, name,
      CASE WHEN NEW.outcome = 'COMPLETE' THEN 1 ELSE 0 END,
      CASE WHEN NEW.outcome = 'FAILED' THEN 1 ELSE 0 END,
      CASE WHEN NEW.outcome = 'STOPPED' THEN 1 ELSE 0 END,
      CASE WHEN NEW.outcome = 'QUEUED' THEN 1 ELSE 0 END,
      NEW.ended - NEW.started,
      NEW.transcode_millis,
      CASE WHEN NEW.outcome = 'COMPLETE' THEN NEW.input_bytes ELSE 0 END,
      CASE WHEN NEW.outcome = 'COMPLETE' THEN NEW.result_bytes ELSE 0 END
    FROM (
      SELECT 'PRESET' AS kind, NEW.preset AS name
      UNION ALL SELECT 'WORKER', NEW.worker
      UNION ALL SELECT 'USER', NEW.user_name
    ) AS named
    WHERE TRUE
  ON CONFLICT (kind, day, name) DO UPDATE SET
    complete = day_sum.complete + excluded.complete,
    failed = day_sum.failed + excluded.failed,
    stopped = day_sum.stopped + excluded.stopped,
    given_back = day_sum.given_back + excluded.given_back,
    busy_millis = day_sum.busy_millis + excluded.busy_millis,
    transcode_millis = day_sum.transcode_millis + excluded.transcode_millis,
    input_bytes = day_sum.input_bytes + excluded.input_bytes,
    result_bytes = day_sum.result_bytes + excluded.result_bytes;
END;

-- The latest alerts that are told no more: people look back at them.
CREATE TABLE told_alert (
  id INTEGER PRIMARY KEY,
  doc TEXT NOT NULL
);

CREATE TRIGGER alert_told AFTER DELETE ON alert BEGIN
  INSERT INTO told_alert VALUES (OLD.id, OLD.doc) ON CONFLICT (id) DO NOTHING;
  DELETE FROM told_alert
    WHERE id <= (SELECT id FROM told_alert ORDER BY id DESC LIMIT 1 OFFSET 100);
END;
