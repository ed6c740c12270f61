-- What several operations keep in one PostgreSQL database. `operation` leads every key, so that a distributed
-- one lays all rows of an operation side by side; each statement can be taken again, since not every one takes
-- them all or none.
CREATE SCHEMA IF NOT EXISTS qafila;

-- How many steps were taken, for all operations: one row.
CREATE TABLE IF NOT EXISTS qafila.version (
    id    bigint NOT NULL PRIMARY KEY CHECK (id = 1),
    steps bigint NOT NULL
);

-- An operation is here once it has a row here, and that is written last.
CREATE TABLE IF NOT EXISTS qafila.node (
    operation text NOT NULL PRIMARY KEY
);

CREATE TABLE IF NOT EXISTS qafila.journal (
    operation  text NOT NULL,
    origin     text NOT NULL,
    party      text NOT NULL,
    vkey       text NOT NULL,
    own        boolean NOT NULL,
    size       bigint NOT NULL,
    peaks      bytea NOT NULL,
    checkpoint bytea NOT NULL,
    PRIMARY KEY (operation, origin)
);

-- Commitments are public; salt and statement are here only where they were disclosed.
CREATE TABLE IF NOT EXISTS qafila.entry (
    operation  text NOT NULL,
    origin     text NOT NULL,
    idx        bigint NOT NULL,
    commitment bytea NOT NULL CHECK (length(commitment) = 32),
    known      bigint NOT NULL,
    salt       bytea CHECK (length(salt) = 32),
    statement  bytea,
    PRIMARY KEY (operation, origin, idx),
    FOREIGN KEY (operation, origin) REFERENCES qafila.journal (operation, origin)
);

-- What opens hidden fields of a statement, where it was disclosed; `commitment` follows from salt and value.
CREATE TABLE IF NOT EXISTS qafila.field (
    operation  text NOT NULL,
    origin     text NOT NULL,
    idx        bigint NOT NULL,
    commitment bytea NOT NULL CHECK (length(commitment) = 32),
    salt       bytea NOT NULL CHECK (length(salt) = 32),
    value      bytea NOT NULL,
    known      bigint NOT NULL,
    PRIMARY KEY (operation, origin, idx, commitment),
    FOREIGN KEY (operation, origin, idx) REFERENCES qafila.entry (operation, origin, idx)
);

-- Entries whose content was erased: it is not taken in again.
CREATE TABLE IF NOT EXISTS qafila.erasure (
    operation text NOT NULL,
    origin    text NOT NULL,
    idx       bigint NOT NULL,
    at        bigint NOT NULL,
    reason    text NOT NULL,
    PRIMARY KEY (operation, origin, idx),
    FOREIGN KEY (operation, origin, idx) REFERENCES qafila.entry (operation, origin, idx)
);

-- Signed checkpoints as others cosigned or showed them, each whole: two of one size convict their log.
CREATE TABLE IF NOT EXISTS qafila.checkpoint (
    operation text NOT NULL,
    origin    text NOT NULL,
    size      bigint NOT NULL,
    root      bytea NOT NULL CHECK (length(root) = 32),
    note      bytea NOT NULL,
    known     bigint NOT NULL,
    PRIMARY KEY (operation, origin, size, root)
);

-- The last head of each journal that was cosigned here: swapped only against what was compared.
CREATE TABLE IF NOT EXISTS qafila.cosigned (
    operation text NOT NULL,
    origin    text NOT NULL,
    size      bigint NOT NULL,
    root      bytea NOT NULL CHECK (length(root) = 32),
    PRIMARY KEY (operation, origin)
);

CREATE TABLE IF NOT EXISTS qafila.document (
    operation text NOT NULL,
    name      text NOT NULL,
    bytes     bytea NOT NULL,
    PRIMARY KEY (operation, name)
);
