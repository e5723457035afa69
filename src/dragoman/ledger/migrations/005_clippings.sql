-- What analysts keep for a briefing: the address of a view, and what it told then. Nothing that was received, found or
-- decided depends on it; a clipping may go again.

CREATE TABLE clippings (
    number   INTEGER PRIMARY KEY,
    address  TEXT NOT NULL UNIQUE CHECK (substr(address, 1, 1) = '/'),
    title    TEXT NOT NULL CHECK (title <> ''),
    told     TEXT NOT NULL,
    analyst  TEXT NOT NULL,
    kept_at  TEXT NOT NULL
);
