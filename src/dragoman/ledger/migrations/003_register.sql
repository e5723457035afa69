-- Questions fixed beforehand, what was forecast, and how it came out. Rows never change and never go; each carries the
-- SHA-256 of its content and of the row before it, in all three tables together, so that a later change shows.

CREATE TABLE questions (
    number         INTEGER PRIMARY KEY,
    id             TEXT NOT NULL UNIQUE CHECK (length(id) = 16),
    question       TEXT NOT NULL CHECK (question <> ''),
    rubric         TEXT NOT NULL CHECK (rubric <> ''),
    form           TEXT NOT NULL CHECK (form IN ('yes or no', 'number')),
    low            REAL,
    high           REAL,
    unit           TEXT NOT NULL,
    due            TEXT NOT NULL,
    finding_id     TEXT REFERENCES findings (id),
    registered_at  TEXT NOT NULL,
    previous       TEXT NOT NULL,
    hash           TEXT NOT NULL UNIQUE
);
CREATE UNIQUE INDEX questions_finding ON questions (finding_id) WHERE finding_id IS NOT NULL;

CREATE TABLE forecasts (
    number        INTEGER PRIMARY KEY,
    question_id   TEXT NOT NULL REFERENCES questions (id),
    forecaster    TEXT NOT NULL CHECK (forecaster <> ''),
    kind          TEXT NOT NULL CHECK (kind IN ('person', 'engine', 'document')),
    probability   REAL CHECK (probability BETWEEN 0 AND 1),
    distribution  TEXT,
    made_on       TEXT,
    note          TEXT NOT NULL,
    written_at    TEXT NOT NULL,
    previous      TEXT NOT NULL,
    hash          TEXT NOT NULL UNIQUE
);
CREATE INDEX forecasts_question ON forecasts (question_id, number);

CREATE TABLE resolutions (
    number       INTEGER PRIMARY KEY,
    question_id  TEXT NOT NULL REFERENCES questions (id),
    outcome      TEXT NOT NULL CHECK (outcome IN ('yes', 'no', 'number', 'void')),
    value        REAL CHECK ((value IS NOT NULL) = (outcome = 'number')),
    source       TEXT NOT NULL CHECK (source <> ''),
    analyst      TEXT NOT NULL,
    note         TEXT NOT NULL,
    resolved_at  TEXT NOT NULL,
    previous     TEXT NOT NULL,
    hash         TEXT NOT NULL UNIQUE
);
CREATE INDEX resolutions_question ON resolutions (question_id, number);

CREATE TRIGGER questions_stay BEFORE UPDATE ON questions
BEGIN SELECT RAISE(ABORT, 'questions never change'); END;
CREATE TRIGGER questions_remain BEFORE DELETE ON questions
BEGIN SELECT RAISE(ABORT, 'questions never go'); END;
CREATE TRIGGER forecasts_stay BEFORE UPDATE ON forecasts
BEGIN SELECT RAISE(ABORT, 'forecasts never change'); END;
CREATE TRIGGER forecasts_remain BEFORE DELETE ON forecasts
BEGIN SELECT RAISE(ABORT, 'forecasts never go'); END;
CREATE TRIGGER resolutions_stay BEFORE UPDATE ON resolutions
BEGIN SELECT RAISE(ABORT, 'resolutions never change'); END;
CREATE TRIGGER resolutions_remain BEFORE DELETE ON resolutions
BEGIN SELECT RAISE(ABORT, 'resolutions never go'); END;
