import { beforeEach, expect, test } from "vitest";
import { formProblem } from "../../src/http/respond/form.ts";
import { LENGTH } from "../../src/model/policy.ts";
import { applied, basic, form, signedIn, wireWith } from "../support/publisher.ts";
import { act, request, TOKEN } from "../support/wire.ts";

// A refused form names its fields by their labels: the API's field names mean nothing to the person who filled it in.

const alertIn = (page: string) => /role="alert"[^>]*>([\s\S]*?)<\/div>/.exec(page)?.[1]?.replace(/<[^>]+>/g, "") ?? "";

let publisher = "";
let cookie = "";

const asDesk = basic(TOKEN);
const sendAs = async (headers: Record<string, string>, path: string, fields: Record<string, string>) => {
  const answer = await request(path, form(fields, headers));
  return alertIn(await answer.text());
};

beforeEach(async () => {
  await wireWith("free", "ours");
  publisher = (await applied()).id;
  cookie = await signedIn(`p${publisher}`);
});

test.each([
  ["/desk/publishers/ID/decisions", { decision: "approve", reason: "" }, "Reason: Enter text of 1 to "],
  ["/desk/publishers/ID/audience", { monthlyAudience: "many", reason: "No." }, "Corrected monthly readers: Enter "],
  ["/desk/articles/ours/withhold", { version: "1", reason: "" }, "Nothing was done. Reason: This field is required."],
])("the desk’s %s with %o", async (path, fields, said) => {
  expect(await sendAs(asDesk, path.replace("ID", publisher), fields)).toContain(said);
});

test.each([
  [{ name: "", scope: "read" }, `What is it for? Enter text of 1 to ${LENGTH.label} characters.`],
  [
    { name: "CMS", scope: "manage", kind: "feed" },
    "What can it do? A feed-only key can’t have the Manage scope. Choose Read or Report.",
  ],
  [{ name: "CMS", scope: "all" }, "What can it do? Choose one of read, report, manage."],
])("a publisher's key with %o", async (fields, said) => {
  expect(await sendAs({ Cookie: cookie }, "/publisher/keys", fields)).toContain(said);
});

test("a copy that is kept without a reason", async () => {
  await act("ours", "kill", { reason: "Wrong." });
  expect(await sendAs({ Cookie: cookie }, "/publisher/recalls/ours.2", { outcome: "kept" })).toContain(
    "Comment: Enter the reason for keeping the copy.",
  );
});

test("what has no label keeps its name", () => {
  const mistakes = [{ field: "events[0]", problem: "is not one of the allowed values", allowed: "kill, correct" }];
  expect(formProblem(mistakes, { events: "Events" })).toBe("Events: Choose one of kill, correct.");
  expect(formProblem(mistakes, {})).toBe("events: Choose one of kill, correct.");
  const inherited = { field: "constructor", problem: "is missing", allowed: "text" };
  expect(formProblem([inherited], {})).toBe("constructor: This field is required.");
  const whole = { field: "", problem: "there are 9 events", allowed: "at most 8" };
  expect(formProblem([whole], {})).toBe("there are 9 events; allowed: at most 8");
});
