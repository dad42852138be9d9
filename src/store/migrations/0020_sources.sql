-- Every table with an example stands in ../README.md.

-- Sites that stories come from. `credentials` are encrypted with SECRETS_KEY, because they are used again; `look_hash` is of the
-- token in the address that says "look now".
CREATE TABLE source (
  id TEXT PRIMARY KEY,
  settings TEXT NOT NULL,
  state TEXT NOT NULL,
  rules TEXT NOT NULL,
  credentials TEXT,
  look_hash TEXT,
  failure TEXT,
  failing_since TEXT,
  failures INTEGER NOT NULL DEFAULT 0,
  next_at TEXT,
  visited TEXT
) WITHOUT ROWID;
CREATE INDEX source_due ON source (next_at) WHERE next_at IS NOT NULL;
CREATE UNIQUE INDEX source_look ON source (look_hash) WHERE look_hash IS NOT NULL;

-- Which post became which article. A row is written before its article is: so a name is given once, whatever breaks off between.
CREATE TABLE source_post (
  source TEXT NOT NULL,
  post TEXT NOT NULL,
  block INTEGER NOT NULL,
  article TEXT,
  modified TEXT NOT NULL,
  rules TEXT NOT NULL,
  state TEXT NOT NULL,
  reason TEXT,
  url TEXT NOT NULL,
  title TEXT NOT NULL,
  warnings TEXT NOT NULL,
  images TEXT NOT NULL,
  draft TEXT,
  version INTEGER,
  at TEXT NOT NULL,
  PRIMARY KEY (source, post)
) WITHOUT ROWID;
CREATE INDEX source_post_block ON source_post (source, block);
CREATE UNIQUE INDEX source_post_article ON source_post (article) WHERE article IS NOT NULL;
CREATE INDEX source_post_state ON source_post (source, state, at);

-- The posts of a block as one row: so a poll that finds nothing reads one, not a hundred.
CREATE TABLE source_block (
  source TEXT NOT NULL,
  block INTEGER NOT NULL,
  posts TEXT NOT NULL,
  PRIMARY KEY (source, block)
) WITHOUT ROWID;
