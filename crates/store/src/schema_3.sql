-- Entries whose content was erased from this node: it is not taken in again.
CREATE TABLE erasure (
    origin TEXT NOT NULL,
    idx    INTEGER NOT NULL,
    at     INTEGER NOT NULL,
    reason TEXT NOT NULL,
    PRIMARY KEY (origin, idx),
    FOREIGN KEY (origin, idx) REFERENCES entry (origin, idx)
) WITHOUT ROWID;

PRAGMA user_version = 3;
