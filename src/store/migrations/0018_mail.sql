-- What people are told by mail. A mail's words and links are made when it is sent, of what may be said then; until then there
-- are only facts, and no token. One mail for an event, what it is about, and an address (of one publisher).
CREATE TABLE mail (
  id TEXT PRIMARY KEY,
  event TEXT NOT NULL,
  about TEXT NOT NULL,
  email TEXT NOT NULL,
  name TEXT NOT NULL,
  publisher TEXT,
  person TEXT,
  facts TEXT NOT NULL,
  lane TEXT NOT NULL CHECK (lane IN ('urgent', 'sign-in', 'usual')),
  created TEXT NOT NULL,
  expires TEXT,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'ready', 'mailed', 'failed', 'stopped')),
  next_at TEXT,
  held_until TEXT,
  taken_at TEXT,
  claims INTEGER NOT NULL DEFAULT 0,
  tries INTEGER NOT NULL DEFAULT 0,
  sent_at TEXT,
  sent_by TEXT,
  problem TEXT
) STRICT;
CREATE UNIQUE INDEX mail_once ON mail (event, about, email, coalesce(publisher, ''));
CREATE INDEX mail_due ON mail (next_at) WHERE state = 'waiting';
CREATE INDEX mail_taken ON mail (email, lane, taken_at);
CREATE INDEX mail_state ON mail (state, created);
CREATE INDEX mail_publisher ON mail (publisher);
CREATE INDEX mail_created ON mail (created);

-- What a link in a mail is good for; of the link itself there is only the SHA-256.
CREATE TABLE mail_link (
  hash TEXT PRIMARY KEY,
  purpose TEXT NOT NULL CHECK (purpose IN ('acknowledge', 'open-application', 'verify-domain', 'unsubscribe')),
  about TEXT NOT NULL,
  publisher TEXT NOT NULL,
  person TEXT,
  email TEXT NOT NULL,
  created TEXT NOT NULL,
  expires TEXT NOT NULL,
  used TEXT
) STRICT;
CREATE INDEX mail_link_of ON mail_link (purpose, about, email);
CREATE INDEX mail_link_publisher ON mail_link (publisher);
CREATE INDEX mail_link_expires ON mail_link (expires);

-- How often somebody gets a list of new stories, when next, and what was the newest in the last one.
ALTER TABLE person ADD COLUMN digest TEXT NOT NULL DEFAULT 'never' CHECK (digest IN ('never', 'daily', 'weekly'));
ALTER TABLE person ADD COLUMN digest_next TEXT;
ALTER TABLE person ADD COLUMN digest_since TEXT;
CREATE INDEX person_digest ON person (digest_next) WHERE digest_next IS NOT NULL;
