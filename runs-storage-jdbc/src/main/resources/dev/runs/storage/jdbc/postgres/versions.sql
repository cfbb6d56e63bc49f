-- Which schemas were put in place. The last row says from which one on a library can read what is there now.
CREATE TABLE IF NOT EXISTS {schema_version} (
  version integer PRIMARY KEY,
  readable_from integer NOT NULL
);
