"""The catalogue's tables and how an older library becomes a current one.

`PRAGMA user_version` holds the schema version. A change of the tables is a new entry at the end of
MIGRATIONS, never an edit of an old one.
"""

from __future__ import annotations

import sqlite3

APPLICATION_ID = 0x51349601

VERSION_1 = """
CREATE TABLE settings (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL                 -- JSON
) WITHOUT ROWID;

CREATE TABLE roots (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    path BLOB NOT NULL UNIQUE,          -- absolute, as the file system spells it
    protected INTEGER NOT NULL DEFAULT 0,
    excludes TEXT NOT NULL DEFAULT '[]',-- JSON list of patterns
    litter TEXT NOT NULL DEFAULT '[]',  -- JSON list of litter rules that are turned off
    device INTEGER,                     -- st_dev and st_ino of the folder when last seen: an emptied
    marker INTEGER,                     -- mount point has others, and so counts as offline
    state TEXT NOT NULL DEFAULT 'online' CHECK (state IN ('online', 'offline')),
    skipped TEXT NOT NULL DEFAULT '{}', -- JSON: reason -> count of the last listing
    added_s REAL NOT NULL,
    indexed_s REAL
);

CREATE TABLE images (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    picture_hash BLOB NOT NULL UNIQUE,  -- sha256 of what is seen, see picture_hash.py
    width_px INTEGER NOT NULL,
    height_px INTEGER NOT NULL,
    format TEXT NOT NULL,
    date TEXT,
    latitude REAL,
    longitude REAL,
    camera TEXT,
    measures TEXT NOT NULL DEFAULT '{}',-- JSON, quality measures
    measures_version INTEGER NOT NULL DEFAULT 0
);

-- A row is one path's identity. When its file is gone the row stays as 'vanished', so that the same
-- bytes found elsewhere take it up again with what was decided about it.
CREATE TABLE files (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    root INTEGER NOT NULL REFERENCES roots ON DELETE CASCADE,
    path BLOB NOT NULL,                 -- relative to the root
    role TEXT NOT NULL CHECK (role IN ('picture', 'raw', 'sidecar', 'video', 'label', 'folder')),
    capture BLOB,                       -- folder and base name, shared by the files of one shot
    device INTEGER,
    inode INTEGER,
    size_bytes INTEGER,
    mtime_ns INTEGER,
    sha256 BLOB,                        -- of its bytes; NULL until it was read
    image INTEGER REFERENCES images,
    state TEXT NOT NULL CHECK (state IN ('present', 'problem', 'vanished', 'excluded')),
    problem TEXT                        -- JSON {"code", "fields"}
);
CREATE UNIQUE INDEX files_by_path ON files (root, path) WHERE state IN ('present', 'problem');
-- apart from the one above: SQLite uses a partial index only for a query that repeats its very condition
CREATE INDEX files_by_root ON files (root, path);
CREATE INDEX files_by_image ON files (image);
CREATE INDEX files_by_sha256 ON files (sha256);
CREATE INDEX files_by_stamp ON files (inode, size_bytes, mtime_ns);

CREATE TABLE embedders (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    fingerprint TEXT NOT NULL UNIQUE,
    description TEXT NOT NULL,          -- JSON: name, weights, preprocessing, pooling
    dimension INTEGER NOT NULL,
    vectors_file TEXT NOT NULL
);

CREATE TABLE rows (
    embedder INTEGER NOT NULL REFERENCES embedders,
    block INTEGER NOT NULL,
    row INTEGER NOT NULL,
    image INTEGER NOT NULL REFERENCES images,
    PRIMARY KEY (embedder, block, row),
    UNIQUE (embedder, image)
) WITHOUT ROWID;

CREATE TABLE events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    time_s REAL NOT NULL,
    kind TEXT NOT NULL,
    subject TEXT,                       -- what a decision is about, see history.py
    body TEXT NOT NULL,                 -- JSON
    undoes INTEGER REFERENCES events
);
CREATE INDEX events_by_subject ON events (subject) WHERE subject IS NOT NULL;
CREATE INDEX events_by_undoes ON events (undoes) WHERE undoes IS NOT NULL;

-- What holds now, worked out from the events: one row a subject.
CREATE TABLE decisions (
    subject TEXT PRIMARY KEY,
    word TEXT NOT NULL,
    event INTEGER NOT NULL REFERENCES events
) WITHOUT ROWID;

CREATE TABLE cull_items (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    event INTEGER NOT NULL REFERENCES events,
    file INTEGER NOT NULL,
    from_path BLOB NOT NULL,
    to_path BLOB,
    sha256 BLOB NOT NULL,
    state TEXT NOT NULL
);

CREATE TABLE comparisons (
    a BLOB NOT NULL,                    -- picture hashes, a < b
    b BLOB NOT NULL,
    version INTEGER NOT NULL,
    result TEXT NOT NULL,               -- JSON
    PRIMARY KEY (a, b, version)
) WITHOUT ROWID;

CREATE TABLE thresholds (
    fingerprint TEXT NOT NULL,
    name TEXT NOT NULL,
    value REAL NOT NULL,
    PRIMARY KEY (fingerprint, name)
) WITHOUT ROWID;
"""

# a File below either of these is left out of its Root, as an excluded one is
VERSION_2 = """
ALTER TABLE roots ADD COLUMN min_bytes INTEGER NOT NULL DEFAULT 0;
ALTER TABLE roots ADD COLUMN min_side_px INTEGER NOT NULL DEFAULT 0;  -- the picture's shorter edge
"""

# No version before wrote a row of it. One row for each file that leaves, or is made, by a cull: the journal by which
# a run that was killed is understood.
VERSION_3 = """
DROP TABLE cull_items;
CREATE TABLE cull_items (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    event INTEGER NOT NULL REFERENCES events,
    picture INTEGER,                    -- the row of the picture that it goes along with; NULL: it is the picture
    part TEXT NOT NULL CHECK (part IN ('picture', 'raw', 'sidecar', 'video', 'label', 'handed', 'replaced')),
    file INTEGER,                       -- of files; no reference: its Root may be forgotten, and it must come back
    root INTEGER,                       -- of roots, so that an absent drive is known for what it is
    keeper INTEGER,
    keeper_path BLOB,
    group_id TEXT,
    from_path BLOB NOT NULL,            -- absolute, as all paths here but one
    to_path BLOB,                       -- in the library's quarantine: relative to the library's folder
    back_path BLOB,                     -- where it comes back, its place being taken
    data BLOB,                          -- of a file that is made
    sha256 BLOB,                        -- of its bytes, as read just before it moved
    size_bytes INTEGER,
    mtime_ns INTEGER,
    mode INTEGER,
    device INTEGER,
    inode INTEGER,
    freed_bytes INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL CHECK (state IN
        ('planned', 'moving', 'moved', 'restoring', 'restored', 'failed', 'skipped', 'emptied')),
    problem TEXT                        -- JSON {"code", "fields"}
);
CREATE INDEX cull_items_by_event ON cull_items (event);
CREATE INDEX cull_items_by_picture ON cull_items (picture) WHERE picture IS NOT NULL;
CREATE INDEX cull_items_by_inode ON cull_items (inode) WHERE state = 'moved';
CREATE INDEX cull_items_open ON cull_items (state) WHERE state IN ('planned', 'moving', 'moved', 'restoring');
"""

MIGRATIONS: tuple[str, ...] = (VERSION_1, VERSION_2, VERSION_3)


def version(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the tables up to the newest version, each step whole or not at all."""
    while (done := version(connection)) < len(MIGRATIONS):
        # executescript() would commit what is open before it starts, so the transaction is in the script
        step = f"BEGIN IMMEDIATE; {MIGRATIONS[done]}; PRAGMA user_version = {done + 1}; COMMIT;"
        try:
            connection.executescript(step)
        except sqlite3.OperationalError:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            # two processes may have opened a new library at the same moment
            if version(connection) <= done:
                raise
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
