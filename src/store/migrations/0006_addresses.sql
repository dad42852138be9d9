-- The names that stories and authors have or had beside their ids: rows stay for good, so that every one of them leads to
-- its story, and none is ever given to another. An id is the first name, and has no row.
CREATE TABLE address (
  kind TEXT NOT NULL CHECK (kind IN ('article', 'author')),
  name TEXT NOT NULL,
  -- The id of whoever has or had the name.
  of TEXT NOT NULL,
  PRIMARY KEY (kind, name)
) WITHOUT ROWID;
CREATE INDEX address_of ON address (kind, of);
