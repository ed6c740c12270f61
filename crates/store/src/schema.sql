-- A node: journals, their entries, and documents. Everything else follows from these.
CREATE TABLE journal (
    origin     TEXT PRIMARY KEY,
    party      TEXT NOT NULL,
    vkey       TEXT NOT NULL,
    own        INTEGER NOT NULL,
    size       INTEGER NOT NULL,
    peaks      BLOB NOT NULL,
    checkpoint BLOB NOT NULL
) WITHOUT ROWID;

-- Commitments are public; salt and statement are here only where they were disclosed.
CREATE TABLE entry (
    origin     TEXT NOT NULL REFERENCES journal (origin),
    idx        INTEGER NOT NULL,
    commitment BLOB NOT NULL CHECK (length(commitment) = 32),
    known      INTEGER NOT NULL,
    salt       BLOB CHECK (salt IS NULL OR length(salt) = 32),
    statement  BLOB,
    PRIMARY KEY (origin, idx)
) WITHOUT ROWID;

CREATE TABLE document (
    name  TEXT PRIMARY KEY,
    bytes BLOB NOT NULL
) WITHOUT ROWID;

PRAGMA user_version = 1;
