-- Every table with an example stands in ../README.md.

-- Of which stories a publisher took a picture; its texts are in `holding`.
CREATE TABLE picture_holding (
  publisher TEXT NOT NULL,
  article TEXT NOT NULL,
  address TEXT NOT NULL,
  first_at TEXT NOT NULL,
  at TEXT NOT NULL,
  PRIMARY KEY (publisher, article)
) WITHOUT ROWID;
CREATE INDEX picture_holding_article ON picture_holding (article);
-- Until now only the address was noted: whoever took a picture then took it of each story that uses it.
INSERT INTO picture_holding (publisher, article, address, first_at, at)
  SELECT reading.publisher, image_use.article, min(reading.address), min(reading.at), max(reading.at)
  FROM reading JOIN image_use ON image_use.sha256 = substr(reading.address, 9, 64)
  JOIN article ON article.id = image_use.article AND article.released IS NOT NULL
  WHERE reading.address LIKE '/images/%' GROUP BY reading.publisher, image_use.article;

-- Who had been told of a story when it was killed: messages are deleted once they are old, a ledger isn't.
CREATE TABLE recall_told (
  recall TEXT NOT NULL,
  publisher TEXT NOT NULL,
  PRIMARY KEY (recall, publisher)
) WITHOUT ROWID;
CREATE INDEX recall_told_publisher ON recall_told (publisher);
INSERT INTO recall_told (recall, publisher)
  SELECT DISTINCT recall.id, delivery.publisher FROM recall JOIN delivery ON delivery.article = recall.article
  WHERE delivery.publisher IS NOT NULL AND delivery.version < recall.version
    AND delivery.type NOT IN ('article.withheld', 'article.killed', 'article.expired');
