-- Every table with an example stands in ../README.md.

-- What was last sent of an article's standing, what the desk decided since, and when it was killed.
ALTER TABLE article ADD COLUMN sent TEXT NOT NULL DEFAULT '{}';
ALTER TABLE article ADD COLUMN decided TEXT NOT NULL DEFAULT '{}';
ALTER TABLE article ADD COLUMN killed TEXT;
UPDATE article SET killed = modified WHERE status = 'canceled' AND released IS NOT NULL;
-- Readers follow the changes of what was ever released, in the order of their numbers.
CREATE INDEX article_change ON article (change, id) WHERE released IS NOT NULL;
-- … and who begins, or may read more or less than before, reads what is out, however much is gone.
CREATE INDEX article_out ON article (change, id) WHERE released IS NOT NULL AND status = 'usable' AND expired = 0;
-- The desk's list: what changed last, first.
CREATE INDEX article_modified ON article (modified, id);
CREATE INDEX change_article ON change (article, number);

ALTER TABLE audit ADD COLUMN article TEXT;
CREATE INDEX audit_article ON audit (article) WHERE article IS NOT NULL;

-- Killed after release: noted in `withdrawn`, for ever, and beside each channel that carried it.
INSERT INTO membership (channel, published, article)
  SELECT place.value, killed, article.id FROM article, json_each(json_array('withdrawn', 'withdrawn/latest',
    'withdrawn/section/' || (content ->> 'section'), 'withdrawn/licence/' || licence)) AS place WHERE killed IS NOT NULL;
INSERT INTO membership (channel, published, article)
  SELECT 'withdrawn/topic/' || topic.value, killed, article.id FROM article, json_each(content, '$.topics') AS topic WHERE killed IS NOT NULL;
INSERT INTO membership (channel, published, article)
  SELECT 'withdrawn/author/' || author.value, killed, article.id FROM article, json_each(content, '$.authors') AS author WHERE killed IS NOT NULL;
INSERT INTO channel (id, change, changed_at)
  SELECT DISTINCT membership.channel, ifnull((SELECT max(number) FROM change), 0), (SELECT changed_at FROM ledger)
  FROM membership WHERE channel = 'withdrawn' OR channel LIKE 'withdrawn/%';

-- Where in a channel's archive an article stands, from the first day on: its place stays, though it leaves.
CREATE TABLE archive (
  channel TEXT NOT NULL,
  position INTEGER NOT NULL,
  article TEXT NOT NULL,
  -- The change with which the place was given: what became of the article since says nothing of it.
  change INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  PRIMARY KEY (channel, position)
) WITHOUT ROWID;
CREATE UNIQUE INDEX archive_article ON archive (article, channel);
INSERT INTO archive (channel, position, article, change, changed_at)
  SELECT channel, row_number() OVER (PARTITION BY channel ORDER BY published, article), article, 0, 0 FROM membership
  WHERE channel NOT LIKE 'excluded/%' AND channel <> 'withdrawn' AND channel NOT LIKE 'withdrawn/%';

-- Which full text a publisher was handed: of each article the newest version.
CREATE TABLE holding (
  publisher TEXT NOT NULL,
  article TEXT NOT NULL,
  version INTEGER NOT NULL,
  change INTEGER NOT NULL,
  address TEXT NOT NULL,
  first_at TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (publisher, article)
) WITHOUT ROWID;
CREATE INDEX holding_article ON holding (article);

-- Where a publisher wants to be told. Secrets are encrypted, because they are used again.
CREATE TABLE webhook (
  id TEXT PRIMARY KEY,
  publisher TEXT NOT NULL,
  url TEXT NOT NULL,
  -- The types of events that it wants, as JSON.
  events TEXT NOT NULL,
  secret TEXT NOT NULL,
  old_secret TEXT,
  old_until TEXT,
  state TEXT NOT NULL CHECK (state IN ('active', 'paused', 'disabled')),
  reason TEXT,
  created TEXT NOT NULL
) WITHOUT ROWID;
CREATE INDEX webhook_publisher ON webhook (publisher);

-- The outbox: what is still to be sent, and what became of what was. Without a webhook, a ping of the hub about a topic.
CREATE TABLE delivery (
  id TEXT PRIMARY KEY,
  publisher TEXT,
  webhook TEXT,
  topic TEXT,
  type TEXT NOT NULL,
  article TEXT,
  version INTEGER,
  body TEXT NOT NULL,
  created TEXT NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('waiting', 'delivered', 'failed', 'stopped')),
  -- Tries that failed since it was last sent on its way.
  tries INTEGER NOT NULL DEFAULT 0,
  -- How often somebody took it in hand: so that of two only one does, and a late outcome isn't taken for a newer one.
  claims INTEGER NOT NULL DEFAULT 0,
  -- When it is to be tried; null once it no longer is.
  next_at TEXT,
  -- Until when somebody has it in hand: the queue, or who tries it.
  held_until TEXT,
  -- Each try with its outcome, as JSON.
  attempts TEXT NOT NULL DEFAULT '[]'
) WITHOUT ROWID;
CREATE INDEX delivery_due ON delivery (next_at) WHERE state = 'waiting';
CREATE INDEX delivery_webhook ON delivery (webhook, created) WHERE webhook IS NOT NULL;
CREATE INDEX delivery_topic ON delivery (topic) WHERE topic IS NOT NULL;
CREATE INDEX delivery_article ON delivery (article) WHERE article IS NOT NULL;
CREATE INDEX delivery_publisher ON delivery (publisher) WHERE publisher IS NOT NULL;
-- What is deleted once it is old; kills stay, because the recall ledger counts them.
CREATE INDEX delivery_old ON delivery (created) WHERE type <> 'article.killed';

-- A killed article's copies are called back: one row a kill. `hours` is what its licence gives for taking down.
CREATE TABLE recall (
  id TEXT PRIMARY KEY,
  article TEXT NOT NULL,
  version INTEGER NOT NULL,
  at TEXT NOT NULL,
  hours INTEGER,
  -- When the article was restored, and nothing is to be taken down any more.
  closed TEXT
) WITHOUT ROWID;
CREATE INDEX recall_article ON recall (article);

-- What a publisher says of its copy.
CREATE TABLE acknowledgement (
  recall TEXT NOT NULL,
  publisher TEXT NOT NULL,
  outcome TEXT NOT NULL,
  note TEXT,
  at TEXT NOT NULL,
  by TEXT NOT NULL,
  PRIMARY KEY (recall, publisher)
) WITHOUT ROWID;
