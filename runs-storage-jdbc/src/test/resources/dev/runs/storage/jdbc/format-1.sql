-- A store of format 1, as version 0.1.0 wrote it before there was a feed; statements end with a line of dashes.
CREATE TABLE run (
tenant TEXT NOT NULL, run TEXT NOT NULL, version INTEGER NOT NULL, status TEXT NOT NULL,
about TEXT, started INTEGER NOT NULL, schema INTEGER NOT NULL, document BLOB NOT NULL,
PRIMARY KEY (tenant, run)) STRICT
--------
CREATE INDEX run_by_start ON run (tenant, started DESC, run)
--------
CREATE INDEX run_by_status ON run (tenant, status, started DESC, run)
--------
CREATE INDEX run_by_about ON run (tenant, about, started DESC, run) WHERE about IS NOT NULL
--------
CREATE TABLE step (
tenant TEXT NOT NULL, run TEXT NOT NULL, step TEXT NOT NULL, place INTEGER NOT NULL,
state TEXT NOT NULL, open INTEGER NOT NULL, facet TEXT NOT NULL,
schema INTEGER NOT NULL, document BLOB NOT NULL,
PRIMARY KEY (tenant, run, step)) STRICT
--------
CREATE INDEX step_open ON step (tenant, state, run, step, facet) WHERE open = 1
--------
CREATE TABLE item (
tenant TEXT NOT NULL, run TEXT NOT NULL, step TEXT NOT NULL, item TEXT NOT NULL,
place INTEGER NOT NULL, role TEXT NOT NULL, since INTEGER NOT NULL, open INTEGER NOT NULL,
PRIMARY KEY (tenant, run, step, item)) STRICT, WITHOUT ROWID
--------
CREATE INDEX inbox ON item (tenant, role, since, run, step, item) WHERE open = 1
--------
CREATE TABLE event (
tenant TEXT NOT NULL, run TEXT NOT NULL, sequence INTEGER NOT NULL, type TEXT NOT NULL,
schema INTEGER NOT NULL, at INTEGER NOT NULL, body BLOB NOT NULL,
PRIMARY KEY (tenant, run, sequence)) STRICT
--------
CREATE TABLE content (
tenant TEXT NOT NULL, run TEXT NOT NULL, id TEXT NOT NULL, kind TEXT NOT NULL,
salt BLOB, bytes BLOB,
PRIMARY KEY (tenant, run, id)) STRICT
--------
CREATE TABLE edge (
place INTEGER PRIMARY KEY, tenant TEXT NOT NULL, run TEXT NOT NULL, digest BLOB NOT NULL,
from_kind TEXT NOT NULL, from_id TEXT NOT NULL, to_kind TEXT NOT NULL, to_id TEXT NOT NULL,
relation TEXT NOT NULL,
UNIQUE (tenant, run, digest)) STRICT
--------
CREATE INDEX edge_down ON edge (tenant, from_kind, from_id)
--------
CREATE INDEX edge_up ON edge (tenant, to_kind, to_id)
--------
CREATE TABLE unique_key (
tenant TEXT NOT NULL, kind TEXT NOT NULL, value TEXT NOT NULL, run TEXT NOT NULL,
PRIMARY KEY (tenant, kind, value)) STRICT, WITHOUT ROWID
--------
CREATE TABLE command (
tenant TEXT NOT NULL, id TEXT NOT NULL, run TEXT NOT NULL, version INTEGER NOT NULL,
result BLOB NOT NULL,
PRIMARY KEY (tenant, id)) STRICT, WITHOUT ROWID
--------
INSERT INTO run (tenant, run, version, status, about, started, schema, document) VALUES
('acme', 'done', 2, 'COMPLETED', 'account-1', 1772366400000000, 1, X'686561642031'),
('acme', 'open', 1, 'PAUSED', NULL, 1772366500000000, 1, X'686561642032')
--------
INSERT INTO step (tenant, run, step, place, state, open, facet, schema, document) VALUES
('acme', 'done', 's1', 16777216, 'COMPLETED', 0, 'internal', 1, X'7331'),
('acme', 'open', 's1', 16777216, 'AWAITING_APPROVAL', 1, 'external', 1, X'7332')
--------
INSERT INTO item (tenant, run, step, item, place, role, since, open) VALUES
('acme', 'open', 's1', '1/0', 0, 'legal', 1772366500000000, 1)
--------
INSERT INTO event (tenant, run, sequence, type, schema, at, body) VALUES
('acme', 'done', 1, 'RunStarted', 1, 1772366400000000, X'31'),
('acme', 'done', 2, 'StepCompleted', 1, 1772366460000000, X'32'),
('acme', 'open', 1, 'RunStarted', 1, 1772366500000000, X'33')
--------
INSERT INTO content (tenant, run, id, kind, salt, bytes) VALUES ('acme', 'open', 'c1', 'payload', X'00', X'7b7d')
--------
INSERT INTO edge (place, tenant, run, digest, from_kind, from_id, to_kind, to_id, relation) VALUES
(1, 'acme', 'done', X'0101', 'signal', 'a', 'run', 'done', 'started'),
(2, 'acme', 'open', X'0102', 'signal', 'a', 'run', 'open', 'started'),
(3, 'acme', 'done', X'0103', 'signal', 'a', 'file', 'f', 'made')
--------
INSERT INTO unique_key (tenant, kind, value, run) VALUES ('acme', 'signal', 'a', 'open')
--------
INSERT INTO command (tenant, id, run, version, result) VALUES ('acme', 'c-1', 'open', 1, X'6f6b')
--------
PRAGMA application_id = 1381322323
--------
PRAGMA user_version = 1
