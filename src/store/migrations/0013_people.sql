-- People who sign in with a link: a publisher's, and the desk's (publisher is null). An address is one person of a publisher.
CREATE TABLE person (
  id TEXT PRIMARY KEY,
  publisher TEXT,
  name TEXT NOT NULL,
  email TEXT NOT NULL,
  role TEXT NOT NULL CHECK (role IN ('contact', 'member', 'desk')),
  invited_by TEXT NOT NULL,
  created TEXT NOT NULL,
  asked_at TEXT,
  visit_from TEXT,
  visit_last TEXT,
  removed TEXT
) STRICT;
CREATE UNIQUE INDEX person_email ON person (email, coalesce(publisher, '')) WHERE removed IS NULL;
CREATE INDEX person_publisher ON person (publisher);

CREATE TABLE sign_in_link (
  hash TEXT PRIMARY KEY,
  person TEXT NOT NULL,
  created TEXT NOT NULL,
  expires TEXT NOT NULL,
  used TEXT
) STRICT;
CREATE INDEX sign_in_link_person ON sign_in_link (person);
CREATE INDEX sign_in_link_expires ON sign_in_link (expires);

CREATE TABLE session (
  id TEXT PRIMARY KEY,
  hash TEXT NOT NULL UNIQUE,
  person TEXT NOT NULL,
  agent TEXT,
  created TEXT NOT NULL,
  seen TEXT NOT NULL,
  expires TEXT NOT NULL
) STRICT;
CREATE INDEX session_person ON session (person);
CREATE INDEX session_expires ON session (expires);

-- When anybody of a publisher first signed in: from then on its application's address changes nothing.
ALTER TABLE publisher ADD COLUMN signed_in TEXT;

-- The code that was on the site when the domain was last verified; asking anew makes another one.
ALTER TABLE domain ADD COLUMN verified_token TEXT;
UPDATE domain SET verified_token = token WHERE state = 'proved';

-- Each application's contact is its first person.
INSERT INTO person (id, publisher, name, email, role, invited_by, created)
SELECT 'p' || id, id, application ->> '$.contact.name', lower(application ->> '$.contact.email'), 'contact', 'application', applied
FROM publisher WHERE status <> 'left';
