-- What was received and what was found never changes; what is made from it (finding_now, finding_actors, events,
-- event_reports, the full-text indexes) can be made again. docs/ledger.md describes every table.

CREATE TABLE sources (
    number            INTEGER PRIMARY KEY,
    first_alike       INTEGER NOT NULL REFERENCES sources (number),
    id                TEXT NOT NULL UNIQUE CHECK (length(id) = 64),
    text_hash         TEXT NOT NULL,
    format            TEXT NOT NULL,
    language          TEXT,
    path              TEXT,
    url               TEXT,
    title             TEXT,
    title_reason      TEXT,
    outlet            TEXT,
    outlet_reason     TEXT,
    author            TEXT,
    author_reason     TEXT,
    published         TEXT,
    published_reason  TEXT,
    encoding          TEXT,
    words             INTEGER NOT NULL,
    read_for_findings INTEGER NOT NULL,
    notes             TEXT NOT NULL,
    added_at          TEXT NOT NULL,
    text              TEXT NOT NULL
);
CREATE INDEX sources_alike ON sources (first_alike);

CREATE TABLE blocks (
    source_id  TEXT NOT NULL REFERENCES sources (id),
    start      INTEGER NOT NULL,
    "end"      INTEGER NOT NULL CHECK ("end" > start),
    role       TEXT NOT NULL,
    speaker    TEXT,
    continues  INTEGER NOT NULL,
    PRIMARY KEY (source_id, start)
) WITHOUT ROWID;

CREATE TABLE issues (
    source_id  TEXT NOT NULL REFERENCES sources (id),
    position   INTEGER NOT NULL,
    message    TEXT NOT NULL,
    PRIMARY KEY (source_id, position)
) WITHOUT ROWID;

CREATE TABLE skipped (
    path     TEXT PRIMARY KEY,
    message  TEXT NOT NULL,
    hint     TEXT NOT NULL,
    seen_at  TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE signatures (
    source_number  INTEGER PRIMARY KEY REFERENCES sources (number),
    signature      BLOB NOT NULL
);

CREATE TABLE bands (
    band           INTEGER NOT NULL,
    hash           INTEGER NOT NULL,
    source_number  INTEGER NOT NULL REFERENCES sources (number),
    PRIMARY KEY (band, hash, source_number)
) WITHOUT ROWID;

CREATE TABLE findings (
    number      INTEGER PRIMARY KEY,
    id          TEXT NOT NULL UNIQUE CHECK (length(id) = 16),
    source_id   TEXT NOT NULL REFERENCES sources (id),
    kind        TEXT NOT NULL CHECK (kind IN ('event', 'claim', 'tie', 'figure', 'forecast')),
    start       INTEGER NOT NULL,
    "end"       INTEGER NOT NULL,
    exact       TEXT NOT NULL,
    method      TEXT NOT NULL,
    confidence  REAL,
    body        TEXT NOT NULL
);
CREATE INDEX findings_place ON findings (source_id, start, "end", kind, id);

CREATE TABLE decisions (
    number      INTEGER PRIMARY KEY,
    finding_id  TEXT NOT NULL REFERENCES findings (id),
    status      TEXT NOT NULL CHECK (status IN ('suggested', 'confirmed', 'corrected', 'rejected')),
    corrected   TEXT CHECK ((corrected IS NOT NULL) = (status = 'corrected')),
    analyst     TEXT NOT NULL,
    note        TEXT NOT NULL,
    decided_at  TEXT NOT NULL
);
CREATE INDEX decisions_finding ON decisions (finding_id, number);

CREATE TRIGGER findings_stay BEFORE UPDATE ON findings
BEGIN SELECT RAISE(ABORT, 'findings never change'); END;
CREATE TRIGGER decisions_stay BEFORE UPDATE ON decisions
BEGIN SELECT RAISE(ABORT, 'decisions never change'); END;
CREATE TRIGGER decisions_remain BEFORE DELETE ON decisions
BEGIN SELECT RAISE(ABORT, 'decisions never go'); END;

CREATE TABLE finding_now (
    finding_id     TEXT PRIMARY KEY REFERENCES findings (id),
    source_number  INTEGER NOT NULL REFERENCES sources (number),
    status         TEXT NOT NULL,
    confidence     REAL,
    corrected      TEXT,
    event_type     TEXT,
    claim_type     TEXT,
    relation       TEXT,
    unit           TEXT,
    modality       TEXT,
    speaker        TEXT,
    date_first     TEXT,
    date_last      TEXT,
    dated          INTEGER NOT NULL,
    doubts         INTEGER NOT NULL,
    merge_key      TEXT
) WITHOUT ROWID;
CREATE INDEX finding_now_merge ON finding_now (merge_key, source_number, date_first, date_last, confidence)
    WHERE merge_key IS NOT NULL;

CREATE TABLE finding_actors (
    finding_id  TEXT NOT NULL REFERENCES findings (id),
    role        TEXT NOT NULL CHECK (role IN ('actor', 'recipient', 'speaker', 'about', 'a', 'b', 'voice')),
    position    INTEGER NOT NULL,
    name        TEXT NOT NULL,
    folded      TEXT NOT NULL,
    actor_id    TEXT,
    state       TEXT,
    PRIMARY KEY (finding_id, role, position)
) WITHOUT ROWID;
CREATE INDEX finding_actors_id ON finding_actors (actor_id);
CREATE INDEX finding_actors_state ON finding_actors (state);
CREATE INDEX finding_actors_name ON finding_actors (folded);

CREATE TABLE events (
    id          TEXT PRIMARY KEY,
    merge_key   TEXT NOT NULL,
    event_type  TEXT NOT NULL,
    modality    TEXT NOT NULL,
    date_first  TEXT,
    date_last   TEXT,
    lead        TEXT NOT NULL REFERENCES findings (id),
    reports     INTEGER NOT NULL,
    sources     INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX events_merge ON events (merge_key);

CREATE TABLE event_reports (
    event_id    TEXT NOT NULL REFERENCES events (id) ON DELETE CASCADE,
    finding_id  TEXT NOT NULL UNIQUE REFERENCES findings (id),
    PRIMARY KEY (event_id, finding_id)
) WITHOUT ROWID;

CREATE VIRTUAL TABLE text_index USING fts5 (
    title, text, content = 'sources', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE quote_index USING fts5 (
    exact, content = 'findings', content_rowid = 'number', tokenize = 'unicode61 remove_diacritics 2'
);
