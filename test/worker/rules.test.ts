import { env } from "cloudflare:workers";
import { beforeAll, describe, expect, test } from "vitest";
import { PUBLIC, type Rules, readableLicences, visibility } from "../../src/model/access.ts";
import type { Article, Version } from "../../src/model/article/article.ts";
import { isOut } from "../../src/model/article/change.ts";
import { isLive, nameLifecycle } from "../../src/model/article/lifecycle.ts";
import { STATUSES } from "../../src/model/article/status.ts";
import { timeVersion } from "../../src/model/article/version.ts";
import { completeLicence, LicenceInput } from "../../src/model/licence/licence.ts";
import { instant } from "../../src/model/time.ts";
import { readOut } from "../../src/store/article/article.ts";
import { readVisibleChanges } from "../../src/store/article/change-log.ts";
import { readLicenceUsers } from "../../src/store/article/licence-use.ts";
import { readDue, readEnding } from "../../src/store/article/record.ts";
import { readBehind, readGone, readOutdated } from "../../src/store/publisher/todo.ts";
import { START } from "../support/clock.ts";
import { article, freshWire, MASTHEAD } from "../support/wire.ts";

const NOW = Date.parse(START);
const BOTH = [true, false] as const;

const { open, reserved } = MASTHEAD.licences;
const licence = (input: unknown) => ({
  ...completeLicence(LicenceInput.parse(input)),
  version: 1,
  hash: "",
  since: START,
});
const RULES: Rules = { licences: { open: licence(open), reserved: licence(reserved) }, publication: { name: "Test" } };

/** Every combination of an article's states, even unreachable ones; a publisher holds a copy of each. */
const STATES = STATUSES.flatMap((status) =>
  BOTH.flatMap((released) =>
    BOTH.flatMap((expired) =>
      BOTH.flatMap((exclude) =>
        (["open", "reserved"] as const).map((of) => ({ status, released, expired, exclude, licence: of })),
      ),
    ),
  ),
);
type State = (typeof STATES)[number];

/** Every combination of release and expiry times before, at and after now. */
const TIMES = STATUSES.flatMap((status) =>
  [-1000, 0, 1000].flatMap((releasedIn) =>
    [undefined, -1000, 0, 1000].map((expiresIn) => ({
      status,
      releaseAt: instant(NOW + releasedIn),
      expires: expiresIn === undefined ? undefined : instant(NOW + expiresIn),
    })),
  ),
);

const said: Article = { ...article(), id: "a", images: [], status: "usable", licence: "open" };

const versionOf = (id: string, { released, expired, exclude, ...rest }: State): Version => ({
  ...said,
  ...rest,
  id,
  version: 2,
  publishedAt: START,
  modifiedAt: START,
  ...(released ? { released: START } : {}),
  ...(expired ? { expired } : {}),
  ...(exclude ? { exclude } : {}),
});

const versions = STATES.map((each, at) => versionOf(`story-${at}`, each));
const idsOf = (found: readonly { id: string }[]) => found.map(({ id }) => id).sort();

/** Writes an article to the store as it is given. */
const put = (
  { id, status, licence: of, ...rest }: Pick<Version, "id" | "status" | "licence" | "released" | "expired" | "exclude">,
  releaseAt = START,
  expiresAt: string | null = null,
) =>
  env.DB.prepare(
    `INSERT INTO article (id, version, status, release_at, released, modified, licence, content, body, hash, change, changed_at, expires_at, expired)
     VALUES (?1, 2, ?2, ?3, ?4, ?3, ?5, ?6, '[]', '', 7, 7, ?7, ?8)`,
  ).bind(
    id,
    status,
    releaseAt,
    rest.released ?? null,
    of,
    JSON.stringify({ ...said, ...rest, id, status, licence: of }),
    expiresAt,
    rest.expired ? 1 : 0,
  );

describe("however an article stands", () => {
  beforeAll(async () => {
    await freshWire();
    await env.DB.batch([
      ...versions.map((each) => put(each)),
      env.DB.prepare(
        "INSERT INTO holding (publisher, article, version, change, address, first_at, at) SELECT 'p', id, 1, 7, '/', ?1, ?1 FROM article",
      ).bind(START),
      env.DB.prepare(
        "INSERT INTO reading (key, address, change, publisher, at) VALUES ('k', '/v1/changes', 6, 'p', ?1)",
      ).bind(START),
      env.DB.prepare(
        "INSERT INTO change (kind, article, version, at, by) SELECT 'released', id, 2, ?1, 'x' FROM article",
      ).bind(START),
    ]);
  });

  const out = idsOf(versions.filter((_, at) => isOut(STATES[at])));
  const readable = readableLicences(RULES, PUBLIC);
  const full = versions.filter((each) => visibility(each, RULES, PUBLIC).shows === "full");

  test("the store finds out what the model has as out", async () => {
    const found = await readOut(env.DB, idsOf(versions), []);
    const visible = await readVisibleChanges(env.DB, {
      after: { change: 0, id: "" },
      upTo: { change: 9, id: "" },
      all: true,
      under: [],
      limit: 1000,
      bodiesUnder: [],
    });
    expect(out).toHaveLength(4);
    expect(idsOf(found)).toEqual(out);
    expect(idsOf(visible.map((each) => each.article))).toEqual(out);
  });

  test("what a publisher reads in full is what the model lets it see in full", async () => {
    const outdated = await readOutdated(env.DB, "p", readable, 1000);
    expect(idsOf(full)).toHaveLength(1);
    expect(outdated.map((each) => each.article)).toEqual(idsOf(full));
    expect(await readBehind(env.DB, "p", readable, 1000)).toMatchObject({ changes: 1 });
  });

  test("a copy that may not be shown any more is every other one but a killed one's, for the model's reason", async () => {
    const gone = await readGone(env.DB, "p", readable, 0, 1000);
    const others = versions.filter((each) => !full.includes(each) && each.status !== "canceled");
    const reason = (each: Version) => {
      const name = nameLifecycle(each);
      return name === "withheld" || name === "expired" ? name : "not-licensed";
    };
    expect(Object.fromEntries(gone.map((each) => [each.article, each.because]))).toEqual(
      Object.fromEntries(others.map((each) => [each.id, reason(each)])),
    );
  });
});

describe("at any time", () => {
  const timed = TIMES.map(({ status, releaseAt, expires }, at) => {
    const now = {
      ...said,
      id: `story-${at}`,
      status,
      published: releaseAt,
      ...(expires === undefined ? {} : { expires }),
    };
    return { id: now.id, status, releaseAt, expires, made: timeVersion(undefined, now, NOW) };
  });

  test("what the cron releases is what the model has as due", async () => {
    await freshWire();
    await env.DB.batch(
      timed.map(({ id, status, releaseAt, expires }) => put({ id, status, licence: "open" }, releaseAt, expires)),
    );
    const due = idsOf(timed.filter(({ made }) => made.released !== null));
    expect(due).toHaveLength(4);
    const found = await readDue(env.DB, START, 1000);
    expect(found.map(({ article }) => article).sort()).toEqual(due);
  });

  test("what the cron takes away is what the model has as over", async () => {
    await freshWire();
    await env.DB.batch(
      timed.map(({ id, status, releaseAt, expires }) =>
        put({ id, status, licence: "open", released: START }, releaseAt, expires),
      ),
    );
    expect((await readEnding(env.DB, START, 1000)).sort()).toEqual(idsOf(timed.filter(({ made }) => made.expired)));
  });

  test("what keeps a licence from being retired is what the model has as live", async () => {
    await freshWire();
    await env.DB.batch(
      timed.map(({ id, status, releaseAt, expires }) => put({ id, status, licence: "open" }, releaseAt, expires)),
    );
    const isFound = async (id: string) =>
      (await readLicenceUsers(env.DB, ["open"], { now: START, among: [id] })).get("open")?.count === 1;
    const live = timed.filter(({ status, expires }) => isLive(expires ? { status, expires } : { status }, NOW));
    expect(live).toHaveLength(6);
    expect((await Promise.all(timed.map(({ id }) => isFound(id)))).filter(Boolean)).toHaveLength(live.length);
    expect((await Promise.all(live.map(({ id }) => isFound(id)))).every(Boolean)).toBe(true);
  });
});
