-- The offer of a licence's version, ODRL 2.2 as JSON-LD, as it was published: its bytes never change. Null for versions
-- from before there were offers.
ALTER TABLE licence_version ADD COLUMN offer TEXT;

-- When the article's own time is over; null where it has none. `expired` is 1 once it was taken from everywhere.
ALTER TABLE article ADD COLUMN expires_at TEXT;
ALTER TABLE article ADD COLUMN expired INTEGER NOT NULL DEFAULT 0;
CREATE INDEX article_ending ON article (expires_at) WHERE expires_at IS NOT NULL AND expired = 0;

-- Licences are typed through and through: what `images` said is now said by `assets`, and beside each text in force
-- stand its hash and the time from which it holds.
UPDATE masthead SET content = json_set(content, '$.licences', (
  SELECT json_group_object(key, json_remove(json_set(value,
    '$.assets', json_object('images', value ->> 'images'),
    '$.hash', coalesce((SELECT hash FROM licence_version WHERE licence = key AND version = value ->> 'version'), ''),
    '$.since', coalesce((SELECT at FROM licence_version WHERE licence = key AND version = value ->> 'version'), '1970-01-01T00:00:00Z')
  ), '$.images'))
  FROM json_each(content, '$.licences')
));
UPDATE licence_version SET content = json_remove(json_set(content, '$.assets', json_object('images', content ->> 'images')), '$.images');
