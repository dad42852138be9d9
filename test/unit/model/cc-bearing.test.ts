import { describe, expect, test } from "vitest";
import { bearingOn, type CcBearing } from "../../../src/model/licence/cc-bearing.ts";
import { GROUP_NAMES, type Groups } from "../../../src/model/licence/clauses/groups.ts";
import type { CcKind } from "../../../src/model/licence/creative-commons.ts";

const [MUST, WISH, NO, ALLOW, ASK, DENY] = ["must", "should", "no", "allow", "ask", "deny"];
type Row = readonly [value: unknown, bearing: CcBearing];
/** What a licensor may only request. */
const WISHES: readonly Row[] = [
  [MUST, "takes"],
  [WISH, "asks"],
  [NO, "says"],
];
/** What §3(a)(1) requires of a copy if the licensor names it. */
const NAMED: readonly Row[] = [
  [MUST, "says"],
  [WISH, "asks"],
  [NO, "says"],
];
/** What a copy must do in any case. */
const OWED: readonly Row[] = [
  [MUST, "says"],
  [WISH, "asks"],
  [NO, "gives"],
];
const QUALITY: readonly Row[] = [
  [MUST, "takes"],
  [WISH, "takes"],
  [NO, "says"],
];
const GIVEN: readonly Row[] = [
  [ALLOW, "says"],
  [ASK, "takes"],
  [DENY, "takes"],
];
/** What it doesn't address. */
const OPEN: readonly Row[] = [
  [ALLOW, "gives"],
  [ASK, "takes"],
  [DENY, "takes"],
];
/** What it forbids. */
const FORBIDDEN: readonly Row[] = [
  [ALLOW, "gives"],
  [ASK, "asks"],
  [DENY, "says"],
];
const MACHINES: readonly Row[] = [
  [ALLOW, "gives"],
  [DENY, "takes"],
  ["unset", "says"],
];
const LIST: readonly Row[] = [
  [["x"], "takes"],
  [[], "says"],
];
const NUMBER: readonly Row[] = [[24, "takes"]];
const ANY: readonly Row[] = [["anything", "says"]];

/** Every field of every group, with the bearing of each value on CC BY: a missing field doesn't compile. */
const BESIDE_BY: { [Name in keyof Groups]: { [Field in keyof Groups[Name]]-?: readonly Row[] } } = {
  grant: {
    republish: GIVEN,
    republishIn: LIST,
    excerpt: GIVEN,
    excerptIn: LIST,
    excerptWords: NUMBER,
    excerptParagraphs: NUMBER,
    quote: GIVEN,
    translate: GIVEN,
    archive: GIVEN,
    link: GIVEN,
    territories: LIST,
    languages: LIST,
  },
  eligibility: {
    who: [
      ["anyone", "says"],
      ["publishers", "takes"],
      ["nobody", "takes"],
    ],
    kinds: LIST,
    accredited: QUALITY,
    local: QUALITY,
    regions: LIST,
    membership: [["a club", "takes"]],
    associations: [
      [["club.example"], "takes"],
      [[], "says"],
    ],
    directory: [["https://club.example/members", "takes"]],
    monthlyAudience: NUMBER,
    largeAudience: QUALITY,
    evidence: QUALITY,
    domain: [["verified", "takes"]],
    approval: [
      ["automatic", "says"],
      ["desk", "takes"],
    ],
    graceDays: NUMBER,
    lapsesAfterDays: NUMBER,
    excluded: LIST,
  },
  attribution: {
    byline: OWED,
    affiliation: NAMED,
    bylineTemplate: ANY,
    firstPublished: NAMED,
    firstPublishedTemplate: ANY,
    position: [
      ["top", "asks"],
      ["end", "asks"],
    ],
    link: OWED,
    linkTo: [
      ["article", "says"],
      ["either", "says"],
      ["home", "takes"],
    ],
    logo: WISHES,
    licenceLine: OWED,
    boilerplate: WISHES,
    boilerplateText: ANY,
    partners: OWED,
    copyright: OWED,
  },
  search: { duty: WISHES, of: ANY, enough: ANY },
  integrity: {
    edits: [
      ["any", "says"],
      ["style", "takes"],
      ["none", "takes"],
    ],
    headline: GIVEN,
    shortening: GIVEN,
    extent: [
      ["part", "says"],
      ["whole", "takes"],
    ],
    links: WISHES,
    embeds: WISHES,
    callsToAction: WISHES,
    additionalReporting: WISHES,
    indicateChanges: OWED,
    shareAlike: WISHES,
  },
  commercial: { adsOnPage: GIVEN, adsAgainst: GIVEN, paywall: GIVEN, resale: GIVEN, resyndication: GIVEN },
  automation: { import: GIVEN, framing: OPEN },
  machineUse: { search: MACHINES, aiInput: MACHINES, aiTrain: MACHINES, ai: MACHINES },
  assets: {
    images: ANY,
    use: [
      ["any", "says"],
      ["withStory", "takes"],
      ["once", "takes"],
    ],
    unlicensed: ANY,
  },
  time: { removeAfterDays: NUMBER, remains: [["link", "takes"]] },
  measurement: { beacon: WISHES, beaconUrl: ANY, report: WISHES, reportBy: ANY, reportTo: ANY },
  corrections: {
    apply: WISHES,
    applyWithinHours: NUMBER,
    takeDown: WISHES,
    takeDownWithinHours: NUMBER,
    acknowledge: WISHES,
  },
  exceptions: {
    notOurs: ANY,
    byAgreement: [
      ["yes", "says"],
      ["no", "takes"],
    ],
  },
};

describe("every field beside a Creative Commons licence", () => {
  const rows = GROUP_NAMES.flatMap((group) =>
    Object.entries<readonly Row[]>(BESIDE_BY[group]).flatMap(([name, values]) =>
      values.map(([value, bearing]) => [group, name, value, bearing] as const),
    ),
  );
  test.each(rows)("%s.%s: %j beside BY %s", (group, name, value, bearing) =>
    expect(bearingOn("by", group, name, { [name]: value })).toBe(bearing),
  );

  test.each<[CcKind, keyof Groups, string, readonly Row[]]>([
    ["by-nd", "grant", "translate", FORBIDDEN],
    ["by-nd", "integrity", "headline", FORBIDDEN],
    ["by-nd", "integrity", "indicateChanges", NAMED],
    [
      "by-nd",
      "integrity",
      "edits",
      [
        ["none", "says"],
        ["style", "gives"],
        ["any", "gives"],
      ],
    ],
    ["by-nc", "commercial", "resale", FORBIDDEN],
    ["by-nc", "commercial", "adsOnPage", OPEN],
    ["by-sa", "integrity", "shareAlike", OWED],
    ["zero", "attribution", "byline", WISHES],
    ["zero", "attribution", "linkTo", ANY],
    ["zero", "integrity", "indicateChanges", WISHES],
  ])("%s: %s.%s", (kind, group, name, values) =>
    expect(values.map(([value]) => [value, bearingOn(kind, group, name, { [name]: value })])).toEqual(values),
  );
});
