-- Every table with an example stands in ../README.md.

-- One row: `revision` counts every publish, so that two at a time can't both build on the same state; `changed_at`
-- is the second of the last visible change and never goes back; the salt keeps change numbers from being read out of ETags.
CREATE TABLE ledger (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  revision INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  salt TEXT NOT NULL
);
INSERT INTO ledger (id, revision, changed_at, salt) VALUES (1, 0, 0, lower(hex(randomblob(16))));

-- The log. Its number orders everything that readers can notice; settings have no article.
CREATE TABLE change (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  kind TEXT NOT NULL,
  article TEXT,
  version INTEGER,
  at TEXT NOT NULL,
  by TEXT NOT NULL
);

-- One row: publication, authors and current licences, because every read needs all of it.
CREATE TABLE masthead (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  content TEXT NOT NULL,
  -- The last change of settings or licences, for the pages that list them all …
  change INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  -- … and the last change of the publication's own settings, which every feed and article bears.
  settings_change INTEGER NOT NULL,
  settings_changed_at INTEGER NOT NULL
);

-- Every version of a licence's text, for ever.
CREATE TABLE licence_version (
  licence TEXT NOT NULL,
  version INTEGER NOT NULL,
  content TEXT NOT NULL,
  hash TEXT NOT NULL,
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  PRIMARY KEY (licence, version)
) WITHOUT ROWID;

-- An article as it now stands. `released` is null until it has first left.
CREATE TABLE article (
  id TEXT PRIMARY KEY,
  version INTEGER NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('usable', 'withheld', 'canceled')),
  release_at TEXT NOT NULL,
  released TEXT,
  modified TEXT NOT NULL,
  licence TEXT NOT NULL,
  content TEXT NOT NULL,
  body TEXT NOT NULL,
  hash TEXT NOT NULL,
  change INTEGER,
  changed_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX article_waiting ON article (release_at) WHERE released IS NULL AND status = 'usable';

-- Every text that an article ever had.
CREATE TABLE article_version (
  article TEXT NOT NULL,
  version INTEGER NOT NULL,
  status TEXT NOT NULL,
  content TEXT NOT NULL,
  body TEXT NOT NULL,
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  PRIMARY KEY (article, version)
) WITHOUT ROWID;

-- Which visible article is in which channel, in the channel's order. A hidden article has no row here.
CREATE TABLE membership (
  channel TEXT NOT NULL,
  published TEXT NOT NULL,
  article TEXT NOT NULL,
  PRIMARY KEY (channel, published, article)
) WITHOUT ROWID;
CREATE INDEX membership_article ON membership (article);

-- A channel that has carried something: the last change that touched it, and when.
CREATE TABLE channel (
  id TEXT PRIMARY KEY,
  change INTEGER NOT NULL,
  changed_at INTEGER NOT NULL
) WITHOUT ROWID;

-- An image whose bytes are in R2.
CREATE TABLE image (
  sha256 TEXT PRIMARY KEY,
  extension TEXT NOT NULL,
  width INTEGER NOT NULL,
  height INTEGER NOT NULL,
  bytes INTEGER NOT NULL,
  -- The last change of an article that readers know and that uses it, or did; null where there was none.
  change INTEGER,
  changed_at INTEGER
) WITHOUT ROWID;

-- Which article uses which image, under which licence.
CREATE TABLE image_use (
  sha256 TEXT NOT NULL,
  article TEXT NOT NULL,
  licence TEXT NOT NULL,
  PRIMARY KEY (sha256, article)
) WITHOUT ROWID;
CREATE INDEX image_use_article ON image_use (article);
CREATE INDEX image_use_licence ON image_use (licence);
