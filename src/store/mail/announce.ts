import { laneOf, type NewMail } from "../../model/mail/mail.ts";
import { MAIL } from "../../model/policy.ts";
import type { Decision } from "../../model/publisher/publisher.ts";

const INTO =
  "INSERT INTO mail (id, event, about, email, name, publisher, person, facts, lane, created, expires, state, next_at)";
/** At most one mail for each event, subject and address. */
const ONCE = "ON CONFLICT DO NOTHING";
const NEW_ID = "lower(hex(randomblob(16)))";

/** SQL that selects people (email, name, publisher, person), and the values of its parameters, from `?8` on. */
export type Audience = { sql: string; values: readonly (string | null)[] };

const PEOPLE = "SELECT email, name, publisher, id AS person FROM person WHERE removed IS NULL";

/** A publisher's contact. */
export const contactOf = (publisher: string): Audience => ({
  sql: `${PEOPLE} AND publisher = ?8 AND role = 'contact'`,
  values: [publisher],
});

/** One person. */
export const onePerson = (id: string): Audience => ({ sql: `${PEOPLE} AND id = ?8`, values: [id] });

/**
 * Everyone with an address, once for each team they are on. However often a link is requested, no more mails wait for an
 * address than it may get in an hour: one waiting mail is as good as another.
 */
const askingFor = (email: string, hourAgo: string): Audience => ({
  sql: `${PEOPLE} AND email = ?8 AND NOT EXISTS (SELECT 1 FROM publisher WHERE id = person.publisher AND status = 'left')
    AND NOT EXISTS (SELECT 1 FROM mail WHERE mail.email = person.email AND mail.person = person.id AND lane = 'sign-in'
      AND state IN ('waiting', 'ready') AND expires > ?5)
    AND (SELECT count(*) FROM mail WHERE mail.email = person.email AND lane = 'sign-in' AND created > ?9) < ${MAIL.signInsPerHour}`,
  values: [email, hourAgo],
});

/** The contacts of publishers with an address, each at most once an hour. */
const applicantsAt = (email: string, hourAgo: string): Audience => ({
  sql: `${PEOPLE} AND email = ?8 AND role = 'contact'
    AND EXISTS (SELECT 1 FROM publisher WHERE id = person.publisher AND status <> 'left')
    AND NOT EXISTS (SELECT 1 FROM mail WHERE mail.publisher = person.publisher AND event = 'application.lost' AND created > ?9)`,
  values: [email, hourAgo],
});

/** Sends the link back to their application to everyone with an address who asked for it. */
export const announceLost = (db: D1Database, email: string, { at, hourAgo }: { at: string; hourAgo: string }) =>
  announce(db, { event: "application.lost", facts: {}, about: at, at }, applicantsAt(email, hourAgo));

/** An address that doesn't belong to anybody's account. */
export const anAddress = (email: string, name: string, publisher: string): Audience => ({
  sql: "SELECT ?8 AS email, ?9 AS name, ?10 AS publisher, NULL AS person",
  values: [email, name, publisher],
});

/** Puts a mail into the outbox for each person in an audience. */
export const announce = (
  db: D1Database,
  { event, facts, about, at, nextAt, expires }: NewMail,
  { sql, values }: Audience,
) =>
  db
    .prepare(
      `${INTO} SELECT ${NEW_ID}, ?1, ?2, who.email, who.name, who.publisher, who.person, ?3, ?4, ?5, ?6, 'waiting', ?7
       FROM (${sql}) AS who WHERE TRUE ${ONCE}`,
    )
    .bind(event, about, JSON.stringify(facts), laneOf(event), at, expires ?? null, nextAt ?? at, ...values);

/** Sends a sign-in link to everyone with an address who asked for one. */
export const announceSignIn = (
  db: D1Database,
  email: string,
  { at, hourAgo, expires }: { at: string; hourAgo: string; expires: string },
) => announce(db, { event: "sign-in.asked", facts: {}, about: at, at, expires }, askingFor(email, hourAgo));

/** Sends a question to an address, which anybody can trigger, at most `most` times since a time. */
export const announceQuestion = (
  db: D1Database,
  question: NewMail,
  { sql, values }: Audience,
  since: string,
  most: number,
) =>
  announce(db, question, {
    sql: `SELECT * FROM (${sql}) AS asked WHERE (SELECT count(*) FROM mail
      WHERE mail.email = asked.email AND event = ?1 AND created > ?${8 + values.length}) < ${most}`,
    values: [...values, since],
  });

/** Everyone of a publisher, if it has the key; runs after the statement that writes or ends the key. */
export const teamWithKey = (publisher: string, key: string): Audience => ({
  sql: `${PEOPLE} AND publisher = ?8 AND EXISTS (SELECT 1 FROM key WHERE id = ?9 AND publisher = ?8)`,
  values: [publisher, key],
});

/** A publisher's contact, if the newest line of its log is this decision; runs after the statement that writes the line. */
const contactBehind = (publisher: string, { decision, reason, by }: LoggedDecision): Audience => ({
  sql: `${contactOf(publisher).sql} AND (SELECT action = ?9 AND reason = ?10 AND by = ?11 AND at = ?5 FROM audit
    WHERE publisher = ?8 ORDER BY number DESC LIMIT 1)`,
  values: [publisher, decision, reason, by],
});

type LoggedDecision = { decision: Decision; reason: string; by: string; at: string };

/** Notifies a publisher's contact of a decision; does nothing if another decision came in between and this one wasn't written. */
export const announceDecision = (db: D1Database, publisher: string, logged: LoggedDecision) => {
  const { decision, reason, at } = logged;
  const mail = { event: "application.decided" as const, about: `${decision} ${at}`, facts: { decision, reason }, at };
  return announce(db, mail, contactBehind(publisher, logged));
};

/** Changes of stories about which publishers with a copy are notified. */
export type ToldChanges = {
  /** Ids of recalls that were opened. */
  killed: readonly string[];
  corrected: readonly { article: string; version: number }[];
  /** Stories that were restored. */
  restored: readonly string[];
};

/** People of publishers that hold a copy of a killed story, whatever the state of their account. */
const KILLS = `SELECT 'story.killed' AS event, recall.id AS about, person.email, person.name, person.publisher, person.id AS person,
    json_object('recall', recall.id) AS facts, 'urgent' AS lane
  FROM json_each(?1) AS killed JOIN recall ON recall.id = killed.value
  JOIN person ON person.publisher IN (SELECT publisher FROM holding WHERE article = recall.article
    UNION SELECT publisher FROM picture_holding WHERE article = recall.article
    UNION SELECT publisher FROM recall_told WHERE recall = recall.id)
  WHERE person.removed IS NULL`;

/** People of publishers that were handed an older text than the corrected one. */
const CORRECTIONS = `SELECT 'story.corrected', corrected.value ->> 'article' || '.' || (corrected.value ->> 'version'), person.email, person.name,
    person.publisher, person.id, corrected.value, 'usual'
  FROM json_each(?2) AS corrected JOIN holding ON holding.article = corrected.value ->> 'article'
  JOIN person ON person.publisher = holding.publisher
  WHERE person.removed IS NULL AND holding.version < corrected.value ->> 'version'`;

/** Recipients of the mail about the kill, sent or waiting. */
const RESTORED = `SELECT 'story.restored', kill.about, kill.email, kill.name, kill.publisher, kill.person,
    json_object('article', recall.article, 'recall', recall.id), 'usual'
  FROM json_each(?3) AS restored JOIN recall ON recall.article = restored.value AND recall.closed = ?4
  JOIN mail AS kill ON kill.event = 'story.killed' AND kill.about = recall.id`;

/** Puts mails about changes of stories into the outbox; runs after the statements that write recalls. */
export const announceChanges = (db: D1Database, { killed, corrected, restored }: ToldChanges, at: string) =>
  db
    .prepare(
      `${INTO} SELECT ${NEW_ID}, event, about, email, name, publisher, person, facts, lane, ?4, NULL, 'waiting', ?4
       FROM (${KILLS} UNION ALL ${CORRECTIONS} UNION ALL ${RESTORED}) WHERE TRUE ${ONCE}`,
    )
    .bind(JSON.stringify(killed), JSON.stringify(corrected), JSON.stringify(restored), at);

/** Notifies everyone of publishers with a running agreement that a new text of its license is in force. */
export const announceTexts = (db: D1Database, texts: readonly { licence: string; version: number }[], at: string) =>
  db
    .prepare(
      `${INTO} SELECT ${NEW_ID}, 'terms.changed', text.value ->> 'licence' || '@' || (text.value ->> 'version'), person.email, person.name,
         person.publisher, person.id, text.value, 'usual', ?2, NULL, 'waiting', ?2
       FROM json_each(?1) AS text
       JOIN person ON person.publisher IN (SELECT publisher FROM agreement WHERE agreement.licence = text.value ->> 'licence'
         AND agreement.ended IS NULL AND agreement.expires > ?2 AND agreement.version < text.value ->> 'version')
       WHERE person.removed IS NULL ${ONCE}`,
    )
    .bind(JSON.stringify(texts), at);
