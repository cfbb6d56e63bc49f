ALTER TABLE {table} ENABLE ROW LEVEL SECURITY;

ALTER TABLE {table} FORCE ROW LEVEL SECURITY;

DROP POLICY IF EXISTS runs_tenant ON {table};

CREATE POLICY runs_tenant ON {table}
  USING (tenant = (SELECT current_setting('runs.tenant', true))
    OR (SELECT current_setting('runs.tenant', true)) = E'\001all')
  WITH CHECK (tenant = (SELECT current_setting('runs.tenant', true))
    OR (SELECT current_setting('runs.tenant', true)) = E'\001all');
