-- What a key may do: `read`, `report` or `manage`. Full keys from before could do everything: they report, and go on managing
-- for as long after `scoped_at` as the policy says. Feed keys read.
ALTER TABLE key ADD COLUMN scope TEXT NOT NULL DEFAULT 'read' CHECK (scope IN ('read', 'report', 'manage'));
ALTER TABLE key ADD COLUMN scoped_at TEXT;
UPDATE key SET scope = 'report', scoped_at = strftime('%Y-%m-%dT%H:%M:%SZ', 'now') WHERE kind = 'full';

-- Where on the web a key was found, for which it was revoked.
ALTER TABLE key ADD COLUMN found_at TEXT;
CREATE INDEX key_found ON key (revoked) WHERE found_at IS NOT NULL;

-- When a domain's feeds were last looked through for keys; empty where they never were.
ALTER TABLE domain ADD COLUMN watched_at TEXT NOT NULL DEFAULT '';
CREATE INDEX domain_watched ON domain (watched_at) WHERE state = 'proved';
CREATE INDEX domain_name ON domain (domain);
