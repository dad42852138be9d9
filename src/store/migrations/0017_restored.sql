-- When this database was last restored, in seconds since 1970; null where it never was. And the restore that is under way, as
-- JSON: while there is one, nothing is served, sent, or done by the cron.
ALTER TABLE ledger ADD COLUMN restored INTEGER;
ALTER TABLE ledger ADD COLUMN restoring TEXT;
