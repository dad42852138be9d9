-- Every table with an example stands in ../README.md.

-- What stands beside channels for a time, by when: the cron asks each minute for what has stood there long enough.
CREATE INDEX membership_withdrawn ON membership (published) WHERE channel >= 'withdrawn/' AND channel < 'withdrawn0';
CREATE INDEX membership_changed ON membership (published) WHERE channel >= 'changed/' AND channel < 'changed0';
CREATE INDEX membership_gone ON membership (published) WHERE channel >= 'gone/' AND channel < 'gone0';

-- Of an article that readers no longer see: whom they last saw it signed by, and in which section. Null while it is out.
ALTER TABLE article ADD COLUMN shown TEXT;
