-- Every table with an example stands in ../README.md.

-- An organization that applied, and what became of it. Its data goes at `delete_at`, a set time after refusal or leaving.
CREATE TABLE publisher (
  id TEXT PRIMARY KEY,
  status TEXT NOT NULL CHECK (status IN ('applied', 'approved', 'refused', 'suspended', 'left')),
  application TEXT NOT NULL,
  -- The licences that it was found eligible for, as JSON.
  approved TEXT NOT NULL,
  reason TEXT,
  token_hash TEXT NOT NULL UNIQUE,
  -- What an application is known by if it is sent twice: its Idempotency-Key and its body, hashed.
  request_hash TEXT UNIQUE,
  body_hash TEXT NOT NULL,
  applied TEXT NOT NULL,
  decided TEXT,
  delete_at TEXT
) WITHOUT ROWID;
CREATE INDEX publisher_going ON publisher (delete_at) WHERE delete_at IS NOT NULL;

-- A publisher's domain, and whether it was shown to be theirs.
CREATE TABLE domain (
  publisher TEXT NOT NULL,
  domain TEXT NOT NULL,
  token TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'proved')),
  problem TEXT,
  tries INTEGER NOT NULL,
  checked_at TEXT,
  proved_at TEXT,
  expires_at TEXT,
  -- When the cron looks again.
  next_at TEXT,
  PRIMARY KEY (publisher, domain)
) WITHOUT ROWID;
CREATE INDEX domain_due ON domain (next_at) WHERE next_at IS NOT NULL;

-- A publisher's acceptance of one text of a licence, signed.
CREATE TABLE agreement (
  id TEXT PRIMARY KEY,
  publisher TEXT NOT NULL,
  licence TEXT NOT NULL,
  version INTEGER NOT NULL,
  hash TEXT NOT NULL,
  jws TEXT NOT NULL,
  policy TEXT NOT NULL,
  issued TEXT NOT NULL,
  expires TEXT NOT NULL,
  ended TEXT
) WITHOUT ROWID;
CREATE INDEX agreement_publisher ON agreement (publisher);

-- What a publisher's software shows: only its hash is kept, and its last four characters, by which people know it again.
CREATE TABLE key (
  id TEXT PRIMARY KEY,
  publisher TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('full', 'feed')),
  hash TEXT NOT NULL UNIQUE,
  hint TEXT NOT NULL,
  created TEXT NOT NULL,
  expires TEXT,
  revoked TEXT,
  -- The key that took its place.
  rotated_to TEXT
) WITHOUT ROWID;
CREATE INDEX key_publisher ON key (publisher);

-- Which key read which address in which state: once each.
CREATE TABLE reading (
  key TEXT NOT NULL,
  address TEXT NOT NULL,
  change INTEGER NOT NULL,
  publisher TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (key, address, change)
) WITHOUT ROWID;
CREATE INDEX reading_publisher ON reading (publisher, at);

-- Every decision: who, when, why.
CREATE TABLE audit (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  action TEXT NOT NULL,
  publisher TEXT,
  reason TEXT,
  details TEXT NOT NULL
);
CREATE INDEX audit_publisher ON audit (publisher);
