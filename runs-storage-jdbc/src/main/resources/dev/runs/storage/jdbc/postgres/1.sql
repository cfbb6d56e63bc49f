-- Runs, schema 1: everything.
-- Words are ordered by their bytes (COLLATE "C"), instants are microseconds since 1970, flags are 0 and 1.
-- The tables whose rows are rewritten keep room on their pages, so that a new version needs no new index entry.

CREATE TABLE {run} (
  tenant text COLLATE "C" NOT NULL,
  run text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  status text COLLATE "C" NOT NULL,
  about text COLLATE "C",
  started bigint NOT NULL,
  ended bigint,
  schema integer NOT NULL,
  document bytea NOT NULL,
  PRIMARY KEY (tenant, run)
) WITH (fillfactor = 80);

CREATE INDEX [run_by_start] ON {run} (tenant, started DESC, run);

CREATE INDEX [run_by_status] ON {run} (tenant, status, started DESC, run);

CREATE INDEX [run_by_about] ON {run} (tenant, about, started DESC, run) WHERE about IS NOT NULL;

CREATE INDEX [run_by_end] ON {run} (tenant, ended, run) WHERE ended IS NOT NULL;

CREATE TABLE {step} (
  tenant text COLLATE "C" NOT NULL,
  run text COLLATE "C" NOT NULL,
  step text COLLATE "C" NOT NULL,
  place bigint NOT NULL,
  state text COLLATE "C" NOT NULL,
  open smallint NOT NULL,
  facet text COLLATE "C" NOT NULL,
  timer bigint,
  schema integer NOT NULL,
  document bytea NOT NULL,
  PRIMARY KEY (tenant, run, step)
) WITH (fillfactor = 80);

CREATE INDEX [step_open] ON {step} (tenant, state, run, step, facet) WHERE open = 1;

CREATE INDEX [step_timer] ON {step} (tenant, timer, run, step) WHERE open = 1 AND timer IS NOT NULL;

CREATE TABLE {item} (
  tenant text COLLATE "C" NOT NULL,
  run text COLLATE "C" NOT NULL,
  step text COLLATE "C" NOT NULL,
  item text COLLATE "C" NOT NULL,
  place bigint NOT NULL,
  role text COLLATE "C" NOT NULL,
  since bigint NOT NULL,
  due bigint,
  open smallint NOT NULL,
  PRIMARY KEY (tenant, run, step, item)
);

CREATE INDEX [inbox] ON {item} (tenant, role, since, run, step, item) WHERE open = 1;

CREATE INDEX [overdue] ON {item} (tenant, role, due, run, step, item) WHERE open = 1 AND due IS NOT NULL;

CREATE TABLE {event} (
  tenant text COLLATE "C" NOT NULL,
  run text COLLATE "C" NOT NULL,
  sequence bigint NOT NULL,
  type text COLLATE "C" NOT NULL,
  schema integer NOT NULL,
  at bigint NOT NULL,
  body bytea NOT NULL,
  PRIMARY KEY (tenant, run, sequence)
);

CREATE TABLE {content} (
  tenant text COLLATE "C" NOT NULL,
  run text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  salt bytea,
  bytes bytea,
  PRIMARY KEY (tenant, run, id)
);

CREATE TABLE {edge} (
  tenant text COLLATE "C" NOT NULL,
  run text COLLATE "C" NOT NULL,
  digest bytea NOT NULL,
  place bigint NOT NULL,
  from_kind text COLLATE "C" NOT NULL,
  from_id text COLLATE "C" NOT NULL,
  to_kind text COLLATE "C" NOT NULL,
  to_id text COLLATE "C" NOT NULL,
  relation text COLLATE "C" NOT NULL,
  PRIMARY KEY (tenant, run, digest)
);

CREATE INDEX [edge_down] ON {edge} (tenant, from_kind, from_id, run, place);

CREATE INDEX [edge_up] ON {edge} (tenant, to_kind, to_id, run, place);

CREATE TABLE {unique_key} (
  tenant text COLLATE "C" NOT NULL,
  kind text COLLATE "C" NOT NULL,
  "value" text COLLATE "C" NOT NULL,
  run text COLLATE "C" NOT NULL,
  PRIMARY KEY (tenant, kind, "value")
);

CREATE INDEX [unique_key_by_run] ON {unique_key} (tenant, run);

CREATE TABLE {command} (
  tenant text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  run text COLLATE "C" NOT NULL,
  version bigint NOT NULL,
  result bytea NOT NULL,
  PRIMARY KEY (tenant, id)
);

CREATE INDEX [command_by_run] ON {command} (tenant, run);

-- One row per commit, until the relay gives it a position in the feed.
CREATE TABLE {outbox} (
  place bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  tenant text COLLATE "C" NOT NULL,
  run text COLLATE "C" NOT NULL,
  first bigint NOT NULL,
  last bigint NOT NULL
);

CREATE TABLE {feed} (
  position bigint PRIMARY KEY,
  tenant text COLLATE "C" NOT NULL,
  run text COLLATE "C" NOT NULL,
  first bigint NOT NULL,
  last bigint NOT NULL
);

-- The one row that whoever gives positions or trims locks first.
CREATE TABLE {feed_state} (
  id integer PRIMARY KEY CHECK (id = 1),
  last bigint NOT NULL,
  trimmed bigint NOT NULL
);

INSERT INTO {feed_state} (id, last, trimmed) VALUES (1, 0, 0);

CREATE TABLE {bookmark} (
  reader text COLLATE "C" PRIMARY KEY,
  position bigint NOT NULL
);

-- Without a holder: given back. The row stays for its token.
CREATE TABLE {lease} (
  name text COLLATE "C" PRIMARY KEY,
  holder text COLLATE "C",
  token bigint NOT NULL,
  until bigint NOT NULL
);
