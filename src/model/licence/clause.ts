import { z } from "zod";
import { CLAUSE } from "../policy.ts";
import { atMost, wholeNumber } from "../text.ts";

/** Whether something may be done: yes, after asking, or no. A license that doesn't say has none of these. */
export const permission = z.enum(["allow", "ask", "deny"]);
export type Permission = z.infer<typeof permission>;

/** Whether something has to be done: yes, please, or no. */
export const duty = z.enum(["must", "should", "no"]);
export type Duty = z.infer<typeof duty>;

/** Whether machines may do something; `unset` if the terms don't say. */
export const signal = z.enum(["allow", "deny", "unset"]);
export type Signal = z.infer<typeof signal>;

/**
 * What a clause means for users of the text: it allows, allows after asking, requires, requests, forbids, waives, or only
 * states something.
 */
export type Effect = "may" | "ask" | "must" | "should" | "mayNot" | "needNot" | "fact";

/** One clause, for people and for software. */
export type Clause = {
  /** Stable: the anchor on the terms page, and the name in every machine-readable format. */
  id: string;
  /** The value for software. */
  value: string | number | readonly string[];
  effect: Effect;
  /** What follows "You may"; for a fact, the whole sentence. */
  words: string;
  /** The whole sentence for people. */
  sentence: string;
  /** Whether software can check that a copy complies. */
  checkable: boolean;
};

const LEADS: Record<Exclude<Effect, "fact">, string> = {
  may: "You may",
  ask: "Ask us before you",
  must: "You must",
  should: "We ask you to",
  mayNot: "You may not",
  needNot: "You don’t have to",
};

type Value = Clause["value"];

function makeClause(id: string, value: Value, effect: Effect, words: string, checkable: boolean): Clause {
  const sentence = effect === "fact" ? words : `${LEADS[effect]} ${words}.`;
  return { id, value, effect, words, sentence, checkable };
}

/** Returns a clause that permits or forbids something; empty if the license doesn't say. */
export const describePermission = (
  id: string,
  value: Permission | undefined,
  words: string,
  checkable = false,
): Clause[] =>
  value === undefined
    ? []
    : [makeClause(id, value, ({ allow: "may", ask: "ask", deny: "mayNot" } as const)[value], words, checkable)];

/** Returns a clause that requires, requests or waives something; empty if the license doesn't say. */
export const describeDuty = (id: string, value: Duty | undefined, words: string, checkable = false): Clause[] =>
  value === undefined
    ? []
    : [makeClause(id, value, ({ must: "must", should: "should", no: "needNot" } as const)[value], words, checkable)];

/** Whether something is required or requested. */
export const isAsked = (value: Duty | undefined): value is "must" | "should" => value === "must" || value === "should";

/** Returns a clause that always requires something, with its own value; empty without a value. */
export const describeDemand = (id: string, value: Value | undefined, words: string, checkable = false): Clause[] =>
  value === undefined ? [] : [makeClause(id, value, "must", words, checkable)];

/** Returns a clause that only states something; empty without a value. */
export const describeFact = (id: string, value: Value | undefined, sentence: string, checkable = false): Clause[] =>
  value === undefined || (Array.isArray(value) && value.length === 0)
    ? []
    : [makeClause(id, value, "fact", sentence, checkable)];

const OR = new Intl.ListFormat("en-GB", { type: "disjunction" });
const AND = new Intl.ListFormat("en-GB", { type: "conjunction" });

/** Joins words: `a, b or c`. */
export const anyOf = (words: readonly string[]): string => OR.format(words);

/** Joins words: `a, b and c`. */
export const allOf = (words: readonly string[]): string => AND.format(words);

const REGIONS = new Intl.DisplayNames("en", { type: "region" });
const LANGUAGES = new Intl.DisplayNames("en", { type: "language" });

/** The English name of a country; for a part of one, with its ISO 3166-2 code. */
export const countryName = (code: string): string =>
  code.length === 2 ? (REGIONS.of(code) ?? code) : `${REGIONS.of(code.slice(0, 2)) ?? ""} (${code})`;

/** The English name of a language (BCP 47). */
export const languageName = (tag: string): string => LANGUAGES.of(tag) ?? tag;

/** A country (ISO 3166-1 alpha-2) or a part of one (ISO 3166-2), such as `US-CA`. */
const place = z.string().refine((code) => /^[A-Z]{2}(-[A-Z0-9]{1,3})?$/.test(code) && isCountry(code.slice(0, 2)), {
  error: "a country or part of one (ISO 3166), such as US or US-CA",
});

/** Whether a two-letter code has a name. */
export const isCountry = (code: string): boolean => code !== "ZZ" && REGIONS.of(code) !== code;

/** Countries or parts of them; an empty list means everywhere. */
export const countries = z
  .array(place)
  .max(...atMost(CLAUSE.countries, "countries"))
  .refine((list) => new Set(list).size === list.length, { error: "each only once" });

/** A list of known words without duplicates. */
export const setOf = <const Words extends readonly [string, ...string[]]>(words: Words) =>
  z
    .array(z.enum(words))
    .max(words.length, { error: "each only once" })
    .refine((list) => new Set(list).size === list.length, { error: "each only once" });

/** A count of at least 1. */
export const count = (most: number) => wholeNumber(1, most);

/** Returns a count with its noun: `1 day`, `3 days`. */
export const countNoun = (number: number | undefined, noun: string): string =>
  `${number} ${noun}${number === 1 ? "" : "s"}`;
