-- That the desk vouches for a domain: until when, by whom and why. It is no proof, and the cron goes on looking for one.
ALTER TABLE domain ADD COLUMN vouched_until TEXT;
ALTER TABLE domain ADD COLUMN vouched_by TEXT;
ALTER TABLE domain ADD COLUMN vouched_at TEXT;
ALTER TABLE domain ADD COLUMN vouch_reason TEXT;
