-- What was found of a publisher where its licences have us look: a list, as JSON, of an association's trust.txt or a directory's
-- page, the domain, when we looked, until when that counts, and what was wrong.
ALTER TABLE publisher ADD COLUMN evidence TEXT NOT NULL DEFAULT '[]';
