-- What readers search: an index of what everybody may read of each story that is out, and one of texts that a licence opens.
-- Neither keeps a text: they find stories, and what is shown of one is cut from what its reader may see.
-- Letters are folded before they come here; private-use characters begin what only the wire writes.

CREATE VIRTUAL TABLE search_public USING fts5(
  headline, summary, body, marks, article UNINDEXED, published UNINDEXED,
  content = '', contentless_delete = 1, contentless_unindexed = 1, prefix = '3',
  tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M* Co'"
);
CREATE VIRTUAL TABLE search_licensed USING fts5(
  headline, summary, body, marks, article UNINDEXED, published UNINDEXED,
  content = '', contentless_delete = 1, contentless_unindexed = 1, prefix = '3',
  tokenize = "unicode61 remove_diacritics 0 categories 'L* N* M* Co'"
);
-- Ordering by a call of bm25() would read each row that fits twice; what fits is ordered by this, and none is read.
INSERT INTO search_public (search_public, rank) VALUES ('rank', 'bm25(10.0, 4.0, 1.0, 0.0)');
INSERT INTO search_licensed (search_licensed, rank) VALUES ('rank', 'bm25(10.0, 4.0, 1.0, 0.0)');

-- The number of a story in both: newer ones have higher numbers.
CREATE TABLE search_entry (
  article TEXT PRIMARY KEY,
  number INTEGER NOT NULL
) WITHOUT ROWID;

-- Channels whose stories have to be put into the index anew, from the newest on; the place behind which that goes on.
CREATE TABLE search_todo (
  channel TEXT PRIMARY KEY,
  published TEXT NOT NULL,
  article TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO search_todo (channel, published, article) SELECT 'latest', '9', '' WHERE EXISTS (SELECT 1 FROM article);
