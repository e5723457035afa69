-- Whom and which dates a text names, in every language; the word that an event rests on; nothing received or found is
-- changed or taken away. What is computed from findings is made again after this (remake.py).

CREATE TABLE source_actors (
    source_id  TEXT NOT NULL REFERENCES sources (id),
    position   INTEGER NOT NULL,
    name       TEXT NOT NULL,
    folded     TEXT NOT NULL,
    actor_id   TEXT,
    state      TEXT,
    start      INTEGER,
    "end"      INTEGER,
    exact      TEXT,
    PRIMARY KEY (source_id, position)
) WITHOUT ROWID;
CREATE INDEX source_actors_id ON source_actors (actor_id);

CREATE TABLE source_dates (
    source_id  TEXT NOT NULL REFERENCES sources (id),
    position   INTEGER NOT NULL,
    date       TEXT NOT NULL,
    start      INTEGER NOT NULL,
    "end"      INTEGER NOT NULL,
    exact      TEXT NOT NULL,
    PRIMARY KEY (source_id, position)
) WITHOUT ROWID;

ALTER TABLE finding_now ADD COLUMN predicate TEXT;

CREATE TRIGGER findings_remain BEFORE DELETE ON findings
BEGIN SELECT RAISE(ABORT, 'findings never go'); END;
CREATE TRIGGER sources_stay BEFORE UPDATE OF
    number, id, text_hash, format, language, path, url, title, title_reason, outlet, outlet_reason, author,
    author_reason, published, published_reason, encoding, words, read_for_findings, notes, added_at, text ON sources
BEGIN SELECT RAISE(ABORT, 'sources never change'); END;
CREATE TRIGGER sources_remain BEFORE DELETE ON sources
BEGIN SELECT RAISE(ABORT, 'sources never go'); END;
