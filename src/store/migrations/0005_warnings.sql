-- What cleaning did to a version's text, for the desk: the first warnings, and how many more there were. Null where there was nothing.
ALTER TABLE article_version ADD COLUMN warnings TEXT;
