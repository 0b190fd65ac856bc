-- Read from the file's header before the file is opened: whose it is, and of which version.
PRAGMA application_id = 1382378585;
PRAGMA user_version = 1;

-- How often the lead was taken: who writes with an older number leads no more.
CREATE TABLE leader (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  epoch INTEGER NOT NULL
);
INSERT INTO leader VALUES (1, 0);

-- The texts of preset files: thousands of jobs share one.
CREATE TABLE preset (
  hash TEXT PRIMARY KEY,
  body TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE job (
  -- Grows in the order of submission.
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  state TEXT NOT NULL,
  archived INTEGER NOT NULL,
  suspended INTEGER NOT NULL,
  -- Where it stands in the queue's order: 0 running, 1 queued, 2 ended; priority and rank, or for
  -- ended ones the end, negative, so that the latest comes first.
  section INTEGER NOT NULL,
  place1 INTEGER NOT NULL,
  place2 INTEGER NOT NULL,
  user_name TEXT NOT NULL,
  pool TEXT NOT NULL,
  worker TEXT NOT NULL,
  preset TEXT,
  -- What it can be found by, split and folded by the program.
  words TEXT NOT NULL,
  -- All of it as JSON, without the preset's text.
  doc TEXT NOT NULL
);

-- Lists walk one of these per state and shelf and merge them, so that no list ever sorts.
CREATE INDEX job_place ON job (archived, state, place1, place2, seq);
CREATE INDEX job_seq ON job (archived, state, seq);
CREATE INDEX job_suspended ON job (archived, state, place1, place2, seq) WHERE suspended = 1;
CREATE INDEX job_user_place ON job (user_name, archived, state, place1, place2, seq)
  WHERE user_name <> '';
CREATE INDEX job_user_seq ON job (user_name, archived, state, seq) WHERE user_name <> '';
CREATE INDEX job_pool_place ON job (pool, archived, state, place1, place2, seq) WHERE pool <> '';
CREATE INDEX job_pool_seq ON job (pool, archived, state, seq) WHERE pool <> '';
CREATE INDEX job_worker_place ON job (worker, archived, state, place1, place2, seq)
  WHERE worker <> '';
CREATE INDEX job_worker_seq ON job (worker, archived, state, seq) WHERE worker <> '';
CREATE INDEX job_preset ON job (preset) WHERE preset IS NOT NULL;

-- The program splits words, alike for every database: all but ASCII's blanks belongs to a word here.
CREATE VIRTUAL TABLE job_words USING fts5 (
  words,
  content = 'job',
  content_rowid = 'seq',
  tokenize = 'ascii',
  detail = none,
  prefix = '1 2 3'
);

CREATE TRIGGER job_added AFTER INSERT ON job BEGIN
  INSERT INTO job_words (rowid, words) VALUES (NEW.seq, NEW.words);
END;

CREATE TRIGGER job_reworded AFTER UPDATE OF words ON job WHEN OLD.words <> NEW.words BEGIN
  INSERT INTO job_words (job_words, rowid, words) VALUES ('delete', OLD.seq, OLD.words);
  INSERT INTO job_words (rowid, words) VALUES (NEW.seq, NEW.words);
END;

CREATE TRIGGER job_dropped AFTER DELETE ON job BEGIN
  INSERT INTO job_words (job_words, rowid, words) VALUES ('delete', OLD.seq, OLD.words);
  DELETE FROM preset
    WHERE hash = OLD.preset AND NOT EXISTS (SELECT 1 FROM job WHERE preset = OLD.preset);
END;

CREATE TABLE attempt (
  seq INTEGER PRIMARY KEY,
  job TEXT NOT NULL,
  attempt INTEGER NOT NULL,
  worker TEXT NOT NULL,
  name TEXT NOT NULL,
  user_name TEXT NOT NULL,
  preset TEXT NOT NULL,
  kind TEXT NOT NULL,
  input_bytes INTEGER NOT NULL,
  result_bytes INTEGER NOT NULL,
  started INTEGER NOT NULL,
  ended INTEGER NOT NULL,
  fetch_millis INTEGER NOT NULL,
  transcode_millis INTEGER NOT NULL,
  return_millis INTEGER NOT NULL,
  paused_millis INTEGER NOT NULL,
  expected_seconds INTEGER NOT NULL,
  outcome TEXT NOT NULL,
  reason TEXT,
  UNIQUE (job, attempt)
);

CREATE INDEX attempt_ended ON attempt (ended, seq);
-- Holds all that totals need, so that they read no row.
CREATE INDEX attempt_worker ON attempt
  (worker, ended, seq, outcome, started, transcode_millis, input_bytes, result_bytes);

CREATE TABLE worker (
  id TEXT PRIMARY KEY,
  doc TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE farm (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  doc TEXT NOT NULL
);

CREATE TABLE submission (
  id TEXT PRIMARY KEY,
  answered INTEGER NOT NULL,
  doc TEXT NOT NULL
);
CREATE INDEX submission_answered ON submission (answered);

CREATE TABLE speed (
  worker TEXT NOT NULL,
  kind TEXT NOT NULL,
  log_rate REAL NOT NULL,
  log_variance REAL NOT NULL,
  samples INTEGER NOT NULL,
  PRIMARY KEY (worker, kind)
) WITHOUT ROWID;

CREATE TABLE alert (
  id INTEGER PRIMARY KEY,
  doc TEXT NOT NULL
);
