import { spawnSync } from "node:child_process";
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { ROOT } from "../support/paths.ts";

// npm run test:mutation: changes numbers of the policy in a copy of the project, all at once. Tests that use a value by its name
// must still pass there: texts and behavior follow. Tests of documents that state a number must fail.

/** A policy value with its old and new code; and a sentence that src must not contain literally. */
type Mutation = { name: string; from: string; to: string; sentence?: string };

const MUTATIONS: Mutation[] = [
  { name: "RETENTION.applicantDays", from: "90", to: "30", sentence: "90 days" },
  { name: "RETENTION.noticeDays", from: "30", to: "10", sentence: "for a month" },
  { name: "RETENTION.changedDays", from: "7", to: "3" },
  { name: "PROOF.freshHours", from: "24", to: "48", sentence: "24 hours" },
  { name: "PROOF.fileBytes", from: "64 * 1024", to: "16 * 1024", sentence: "larger than 64 KB" },
  { name: "PROOF.pageBytes", from: "256 * 1024", to: "128 * 1024", sentence: "256 KB" },
  { name: "PROOF.redirects", from: "3", to: "5", sentence: "more than three times" },
  { name: "PROOF.tries", from: "18", to: "9" },
  { name: "KEYS.believedMs", from: "KEY_BELIEVED_SECONDS * SECOND", to: "40 * SECOND" },
  { name: "KEYS.revokedWithinSeconds", from: "KEY_BELIEVED_SECONDS + 10", to: "50", sentence: "30 seconds" },
  { name: "KEYS.managesDays", from: "90", to: "60" },
  { name: "KEY_WATCH.requests", from: "3", to: "2" },
  { name: "PUSH.timeoutSeconds", from: "10", to: "6", sentence: "ten seconds" },
  { name: "PUSH.tries", from: "7", to: "4" },
  { name: "PUSH.webhooksPerPublisher", from: "10", to: "4", sentence: "10 webhooks" },
  { name: "ROTATION.defaultHours", from: "24", to: "12" },
  { name: "ROTATION.maxHours", from: "720", to: "100", sentence: "0 to 720" },
  { name: "APPLICATION.domains", from: "5", to: "3", sentence: "1 to 5 domains" },
  { name: "ARTICLE.authors", from: "20", to: "4", sentence: "at most 20 authors" },
  { name: "ARTICLE.topics", from: "20", to: "6", sentence: "at most 20 topics" },
  { name: "ARTICLE.partners", from: "20", to: "8", sentence: "at most 20 partners" },
  { name: "ARTICLE.corrections", from: "50", to: "3", sentence: "at most 50 corrections" },
  { name: "LENGTH.title", from: "300", to: "120", sentence: "1 to 300 characters" },
  { name: "LENGTH.goodSummary", from: "300", to: "200", sentence: "300 characters or more" },
  { name: "BATCH.articles", from: "50", to: "40", sentence: "50 articles" },
  { name: "BODY.form", from: "64 * 1024", to: "32 * 1024" },
  { name: "PAGES.articles", from: "20", to: "7" },
  { name: "PAGES.maxArticles", from: "50", to: "30", sentence: "a number from 1 to 50" },
  { name: "PAGES.changes", from: "50", to: "25" },
  { name: "PAGES.maxChanges", from: "100", to: "60", sentence: "a number from 1 to 100" },
  { name: "PAGES.feedItems", from: "50", to: "20" },
  { name: "PAGES.feedNotices", from: "50", to: "20" },
  { name: "PAGES.archive", from: "50", to: "11" },
  { name: "PAGES.withdrawn", from: "100", to: "40" },
  { name: "CACHE.maxAgeSeconds", from: "60", to: "90", sentence: "max-age=60" },
  { name: "RATE.keyReads", from: "600", to: "300", sentence: '"600"' },
];

/** The tests that use values by name, and those that compare documents with numbers. */
const FOLLOWING = ["test/worker/policy.test.ts", "test/unit/model/policy.test.ts"];
const STATING = ["test/unit/docs.test.ts"];

const COPY = join(ROOT, ".wrangler", "mutation");
const NEEDED = [
  ".github",
  ".ci",
  "src",
  "test",
  "content",
  "README.md",
  "CHANGELOG.md",
  "LICENSE",
  "biome.json",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
  "wrangler.toml",
];

/** Escapes a text for a regular expression. */
const literal = (text: string): string => text.replaceAll(/[.*+()]/g, "\\$&");

/** Returns the policy with one value changed, in the group that its name starts with. */
function mutate(policy: string, { name, from, to }: Mutation): string {
  const [group = "", value = ""] = name.split(".");
  const start = policy.indexOf(`export const ${group} = {`);
  const end = policy.indexOf("} as const;", start);
  const before = policy.slice(start, end);
  const after = before.replace(new RegExp(`(?<=\\b${value}: )${literal(from)}(?=,| $)`), to);
  if (start < 0 || after === before) throw new Error(`${name} isn't ${from} any more`);
  return policy.slice(0, start) + after + policy.slice(end);
}

/** Returns the files of src that state a number literally although the policy has it. */
const statedIn = ({ sentence }: Mutation): string[] =>
  sentence === undefined
    ? []
    : readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" })
        .filter((path) => /\.tsx?$/.test(path) && !/model\/(?:policy|in-words)\.ts$/.test(path))
        .filter((path) => readFileSync(join(ROOT, "src", path), "utf8").includes(sentence));

const Report = z.object({
  testResults: z.array(
    z.object({ name: z.string(), assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })) }),
  ),
});
type Result = { file: string; title: string; passed: boolean };

/** Runs tests in the copy; returns the result of each. */
function run(files: readonly string[]): Result[] {
  const report = join(COPY, "report.json");
  const options = ["--reporter=json", `--outputFile=${report}`, "--testTimeout=120000", "--hookTimeout=120000"];
  spawnSync("vitest", ["run", "--config", "test/vitest.config.ts", ...options, ...files], {
    cwd: COPY,
    stdio: ["ignore", "ignore", "ignore"],
  });
  return Report.parse(JSON.parse(readFileSync(report, "utf8"))).testResults.flatMap(({ name, assertionResults }) =>
    assertionResults.map(({ fullName, status }) => ({
      file: name.slice(COPY.length + 1),
      title: fullName,
      passed: status === "passed",
    })),
  );
}

/** Whether a test's title names a value. */
const namesOf = ({ title }: Result, { name }: Mutation): boolean =>
  new RegExp(`(?<![\\w.])${literal(name)}(?!\\w)`).test(title);

/** Judges one value: whether all tests that use it passed, and whether a document's test failed. */
function judge(mutation: Mutation, results: readonly Result[]): { isRight: boolean; words: string } {
  const own = results.filter((result) => namesOf(result, mutation));
  const [asking, stating] = [FOLLOWING, STATING].map((files) => own.filter((each) => files.includes(each.file)));
  const broken = asking?.filter(({ passed }) => !passed) ?? [];
  const isAsked = (asking?.length ?? 0) > 0;
  const isCaught = stating?.some(({ passed }) => !passed) === true;
  const isTold = stating?.length === 0 || isCaught;
  const stated = statedIn(mutation);
  const words = [
    ...(isAsked && broken.length === 0 ? ["texts and behavior follow"] : []),
    ...broken.map(({ file, title }) => `doesn't follow (${file}: ${title})`),
    ...(isCaught ? ["the documents' test fails"] : []),
    ...stated.map((path) => `still stated in src/${path}`),
  ];
  return {
    isRight: broken.length === 0 && (isAsked || isCaught) && isTold && stated.length === 0,
    words: words.join("; ") || "nothing noticed it",
  };
}

rmSync(COPY, { recursive: true, force: true });
for (const name of NEEDED) cpSync(join(ROOT, name), join(COPY, name), { recursive: true });
const policy = join(COPY, "src/model/policy.ts");
writeFileSync(policy, MUTATIONS.reduce(mutate, readFileSync(policy, "utf8")));
const results = run([...FOLLOWING, ...STATING]);
rmSync(COPY, { recursive: true, force: true });

const judged = MUTATIONS.map((mutation) => ({ ...mutation, ...judge(mutation, results) }));
for (const { name, from, to, isRight, words } of judged)
  console.log(`${isRight ? "ok  " : "FAIL"} ${name}: ${from} → ${to}: ${words}`);
// Any other failing test states a number that isn't listed above.
const others = results.filter((each) => !each.passed && !MUTATIONS.some((mutation) => namesOf(each, mutation)));
for (const { file, title } of others) console.log(`     also fails: ${file}: ${title}`);
process.exit(judged.every(({ isRight }) => isRight) ? 0 : 1);
