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

-- Signed checkpoints as others cosigned or showed them, each whole: two of one size convict their log.
CREATE TABLE checkpoint (
    origin TEXT NOT NULL,
    size   INTEGER NOT NULL,
    root   BLOB NOT NULL CHECK (length(root) = 32),
    note   BLOB NOT NULL,
    known  INTEGER NOT NULL,
    PRIMARY KEY (origin, size, root)
) WITHOUT ROWID;

-- The last head of each journal that this node cosigned: swapped only against what was compared.
CREATE TABLE cosigned (
    origin TEXT PRIMARY KEY,
    size   INTEGER NOT NULL,
    root   BLOB NOT NULL CHECK (length(root) = 32)
) WITHOUT ROWID;

CREATE TABLE document (
    name  TEXT PRIMARY KEY,
    bytes BLOB NOT NULL
) WITHOUT ROWID;

PRAGMA user_version = 1;
