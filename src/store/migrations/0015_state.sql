-- Which state of the wire readers see. `revision` counts every publish, also one of an embargoed story; `change` is the
-- number of the last change that a reader can notice, and `altered` of the last that was more than the release of a story.
ALTER TABLE ledger ADD COLUMN change INTEGER NOT NULL DEFAULT 0;
ALTER TABLE ledger ADD COLUMN altered INTEGER NOT NULL DEFAULT 0;
-- The revision with which they were written: where it isn't `revision`, code from before has published since.
ALTER TABLE ledger ADD COLUMN counted INTEGER NOT NULL DEFAULT 0;
UPDATE ledger SET change = coalesce((SELECT max(number) FROM change), 0),
  altered = coalesce((SELECT max(number) FROM change), 0), counted = revision;
