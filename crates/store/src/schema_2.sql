-- What opens hidden fields of a statement, where it was disclosed; `commitment` follows from salt and value.
CREATE TABLE field (
    origin     TEXT NOT NULL,
    idx        INTEGER NOT NULL,
    commitment BLOB NOT NULL CHECK (length(commitment) = 32),
    salt       BLOB NOT NULL CHECK (length(salt) = 32),
    value      BLOB NOT NULL,
    known      INTEGER NOT NULL,
    PRIMARY KEY (origin, idx, commitment),
    FOREIGN KEY (origin, idx) REFERENCES entry (origin, idx)
) WITHOUT ROWID;

PRAGMA user_version = 2;
