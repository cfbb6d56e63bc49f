-- Runs, schema 2: what steps left behind, newest first.
-- It goes with its run by itself, so that it also does where a process of an earlier version removes the run.

CREATE TABLE {artifact} (
  tenant text COLLATE "C" NOT NULL,
  run text COLLATE "C" NOT NULL,
  digest bytea NOT NULL,
  place bigint NOT NULL,
  kind text COLLATE "C" NOT NULL,
  id text COLLATE "C" NOT NULL,
  step text COLLATE "C" NOT NULL,
  at bigint NOT NULL,
  PRIMARY KEY (tenant, run, digest),
  FOREIGN KEY (tenant, run) REFERENCES {run} ON DELETE CASCADE
);

CREATE INDEX [artifact_newest] ON {artifact} (tenant, kind, at DESC, run, place);
