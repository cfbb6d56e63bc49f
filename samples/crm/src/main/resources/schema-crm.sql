-- The CRM's own tables. The library makes its tables itself, in the same database.
-- Data is as people left it: owners can be missing, stages and currencies are whatever was typed.

CREATE TABLE IF NOT EXISTS account (
  id varchar(60) PRIMARY KEY,
  tenant varchar(40) NOT NULL,
  name text NOT NULL,
  owner varchar(40),
  tier varchar(20) NOT NULL,
  country varchar(60),
  legal_hold boolean NOT NULL,
  merged_into varchar(60) REFERENCES account
);
CREATE INDEX IF NOT EXISTS account_of_tenant ON account (tenant, id);

CREATE TABLE IF NOT EXISTS contact (
  id varchar(60) PRIMARY KEY,
  tenant varchar(40) NOT NULL,
  account_id varchar(60) NOT NULL REFERENCES account,
  name text NOT NULL,
  email text,
  may_contact boolean NOT NULL
);
CREATE INDEX IF NOT EXISTS contact_of_account ON contact (account_id);

CREATE TABLE IF NOT EXISTS opportunity (
  id varchar(60) PRIMARY KEY,
  tenant varchar(40) NOT NULL,
  account_id varchar(60) NOT NULL REFERENCES account,
  name text NOT NULL,
  owner varchar(40),
  stage text NOT NULL,
  amount numeric(18, 2),
  currency text,
  opened_on date NOT NULL,
  closes_on date,
  discount_percent integer NOT NULL
);
CREATE INDEX IF NOT EXISTS opportunity_of_account ON opportunity (account_id);

CREATE TABLE IF NOT EXISTS meeting (
  id varchar(60) PRIMARY KEY,
  tenant varchar(40) NOT NULL,
  account_id varchar(60) NOT NULL REFERENCES account,
  opportunity_id varchar(60) REFERENCES opportunity,
  title text NOT NULL,
  held_at timestamptz NOT NULL,
  external boolean NOT NULL,
  attendees text NOT NULL,
  transcript text NOT NULL
);
CREATE INDEX IF NOT EXISTS meeting_of_account ON meeting (account_id);

CREATE TABLE IF NOT EXISTS support_case (
  id varchar(60) PRIMARY KEY,
  tenant varchar(40) NOT NULL,
  account_id varchar(60) NOT NULL REFERENCES account,
  subject text NOT NULL,
  severity varchar(20) NOT NULL,
  status varchar(20) NOT NULL,
  opened_at timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS support_case_of_account ON support_case (account_id);

-- What the handlers of steps write about an account. The step's key is the row's key: a second attempt writes nothing new.
CREATE TABLE IF NOT EXISTS activity (
  step_key varchar(200) PRIMARY KEY,
  tenant varchar(40) NOT NULL,
  account_id varchar(60) NOT NULL REFERENCES account,
  run varchar(200) NOT NULL,
  kind varchar(40) NOT NULL,
  subject text NOT NULL,
  body text NOT NULL,
  at timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS activity_of_account ON activity (account_id);

-- Three systems outside of the company, simulated. Each takes the step's key along, so that it can be seen that nothing
-- was sent twice.
CREATE TABLE IF NOT EXISTS outbox_mail (
  step_key varchar(200) PRIMARY KEY,
  tenant varchar(40) NOT NULL,
  account_id varchar(60) NOT NULL,
  recipient text NOT NULL,
  subject text NOT NULL,
  body text NOT NULL,
  sent_at timestamptz NOT NULL
);
CREATE INDEX IF NOT EXISTS outbox_mail_of_day ON outbox_mail (tenant, sent_at);

CREATE TABLE IF NOT EXISTS reference_site (
  step_key varchar(200) PRIMARY KEY,
  tenant varchar(40) NOT NULL,
  account_id varchar(60) NOT NULL,
  customer text NOT NULL,
  quote text NOT NULL,
  published_at timestamptz NOT NULL,
  withdrawn_at timestamptz
);

CREATE TABLE IF NOT EXISTS payment (
  step_key varchar(200) PRIMARY KEY,
  tenant varchar(40) NOT NULL,
  account_id varchar(60) NOT NULL,
  amount numeric(18, 2) NOT NULL,
  currency text NOT NULL,
  reference text NOT NULL,
  paid_at timestamptz NOT NULL
);
