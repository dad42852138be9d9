-- Every table with an example stands in ../README.md.

-- What a channel's row holds of its contents, so that a feed needs no row of `membership` or `archive`: its newest places, and
-- the articles behind its archive's last full page. `listed` is the change with which that was written: where it isn't `change`,
-- code from before wrote the row since, and both are read from those tables. The numbers are the policy's of today; a row
-- says which they were, and counts as stale once they are others.
ALTER TABLE channel ADD COLUMN newest TEXT;
ALTER TABLE channel ADD COLUMN tail TEXT;
ALTER TABLE channel ADD COLUMN listed INTEGER;
UPDATE channel SET listed = change,
  newest = (SELECT json_object('most', 51, 'places', json_group_array(json_array(published, article)))
    FROM (SELECT published, article FROM membership WHERE membership.channel = channel.id
      ORDER BY published DESC, article DESC LIMIT 51)),
  tail = (SELECT json_object('page', 50, 'pages', coalesce(max(position), 0) / 50,
      'behind', json_group_array(article) FILTER (WHERE position % 50 <> 0))
    FROM (SELECT position, article FROM archive WHERE archive.channel = channel.id
      AND position >= (SELECT max(position) / 50 * 50 FROM archive WHERE archive.channel = channel.id) ORDER BY position));

-- What waits for its release. A story that was over when it was sent never has one: the cron must not look at it each minute.
CREATE INDEX article_due ON article (release_at) WHERE released IS NULL AND status = 'usable' AND expired = 0;
