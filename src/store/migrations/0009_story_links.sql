-- Every table with an example stands in ../README.md.

-- Which stories an article's text links to, by the id in the address, whether or not there is such a story.
CREATE TABLE story_link (
  article TEXT NOT NULL,
  target TEXT NOT NULL,
  -- The version whose text has the link. What only an older version had no longer counts.
  version INTEGER NOT NULL,
  PRIMARY KEY (article, target)
) WITHOUT ROWID;
CREATE INDEX story_link_target ON story_link (target);
-- The targets that are out, as JSON, and null where none is. A link to any other story is closed for readers.
ALTER TABLE article ADD COLUMN open_links TEXT;

-- The links of texts from before: whatever follows /articles/ in them, up to where no id can go on. It may be on another
-- site, and then does nothing.
INSERT INTO story_link (article, target, version)
  WITH RECURSIVE found (article, version, rest) AS (
    SELECT id, version, body || ' ' || ifnull(content ->> 'canonical', '') FROM article
    UNION ALL
    SELECT article, version, substr(rest, instr(rest, '/articles/') + 10) FROM found WHERE instr(rest, '/articles/') > 0
  ), beginning (article, version, start) AS (
    SELECT article, version, substr(rest, 1, 200) FROM found
  ), named (article, version, target) AS (
    SELECT article, version, rtrim(substr(start, 1, length(start) - length(ltrim(start, 'abcdefghijklmnopqrstuvwxyz0123456789.-'))), '.-')
    FROM beginning
  )
  SELECT DISTINCT article, target, version FROM named WHERE target <> '' AND target <> article;
UPDATE article SET open_links = (SELECT nullif(json_group_array(story_link.target), '[]')
    FROM story_link CROSS JOIN article AS target ON target.id = story_link.target
    WHERE story_link.article = article.id AND target.status = 'usable' AND target.expired = 0 AND target.released IS NOT NULL)
  WHERE id IN (SELECT article FROM story_link);
