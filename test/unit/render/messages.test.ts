import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { MESSAGE_LANGUAGES, messageLanguage, UNREAD_LANGUAGES } from "../../../src/model/message-language.ts";
import { placeholdersOf } from "../../../src/render/messages/message.ts";
import type { Message } from "../../../src/render/messages/plural.ts";
import { CATALOGUES, wordsIn } from "../../../src/render/messages/words.ts";
import { ROOT } from "../../support/paths.ts";

const messagesOf = (language: keyof typeof CATALOGUES): Record<string, Message> => ({ ...CATALOGUES[language] });

const formsOf = (message: Message | undefined): string[] =>
  message === undefined || typeof message === "string" ? [message ?? ""] : Object.values(message);

const OTHERS = MESSAGE_LANGUAGES.filter((language) => language !== "en");

/** Messages that may be the same in two languages: format names, and words that both have. */
const SHARED = ["Feeds", "Logo: {logo}", "{name}, RSS", "{kind}, {day}:", "Version {number}"];

describe.each(OTHERS)("the words in %s", (language) => {
  const [english, theirs] = [messagesOf("en"), messagesOf(language)];

  test("lack no key, and have none that English lacks", () => {
    expect(Object.keys(theirs).sort()).toEqual(Object.keys(english).sort());
  });

  test("are there for each key, and aren't English", () => {
    for (const [key, message] of Object.entries(theirs))
      for (const form of formsOf(message)) {
        expect([key, form.trim() === form && form !== ""]).toEqual([key, true]);
        if (!SHARED.includes(form)) expect(formsOf(english[key])).not.toContain(form);
      }
  });

  test("have English's placeholders, each as often", () => {
    const wanted = (key: string) => placeholdersOf(formsOf(english[key]).at(-1) ?? "").sort();
    for (const [key, message] of Object.entries(theirs))
      for (const form of formsOf(message)) expect([key, placeholdersOf(form).sort()]).toEqual([key, wanted(key)]);
  });

  test("say who has to read them yet", () => {
    const file = readFileSync(join(ROOT, "src/render/messages", `${language}.ts`), "utf8");
    expect(file.includes("Not yet read")).toBe(UNREAD_LANGUAGES.includes(language));
  });
});

describe.each(MESSAGE_LANGUAGES)("plurals in %s", (language) => {
  const { pluralCategories } = new Intl.PluralRules(language).resolvedOptions();
  const plurals = Object.entries(messagesOf(language)).filter(([, message]) => typeof message !== "string");

  test("have a form for each category of the language, and none for another", () => {
    expect(plurals.length).toBeGreaterThan(2);
    for (const [key, forms] of plurals) {
      const named = Object.keys(forms).filter((form) => !/^\d+$/.test(form));
      expect([key, named.sort()]).toEqual([key, [...pluralCategories].sort()]);
    }
  });
});

describe("words", () => {
  test.each([
    ["en", "1 story", "3 stories"],
    ["es", "1 artículo", "3 artículos"],
    ["de", "1 Beitrag", "3 Beiträge"],
    ["ko", "기사 1건", "기사 3건"],
  ])("count in %s", (language, one, three) => {
    expect([wordsIn(language).count("search.count", 1), wordsIn(language).count("search.count", 3)]).toEqual([
      one,
      three,
    ]);
  });

  test.each([
    ["en-US", "Ann, Bob and Cyd"],
    ["es", "Ann, Bob y Cyd"],
    ["de-AT", "Ann, Bob und Cyd"],
    ["ko", "Ann, Bob 및 Cyd"],
  ])("list in %s: %s", (language, list) => {
    expect(wordsIn(language).all(["Ann", "Bob", "Cyd"])).toBe(list);
  });

  test.each([
    ["de-AT", "de", "de-AT"],
    ["ES-mx", "es", "ES-mx"],
    ["ko-Kore-KR", "ko", "ko-Kore-KR"],
    ["fr", "en", "en"],
    ["ar", "en", "en"],
    ["end", "en", "en"],
    ["en-GB", "en", "en-GB"],
  ])("for readers of %s are %s", (tag, language, locale) => {
    expect([messageLanguage(tag), wordsIn(tag).language, wordsIn(tag).locale]).toEqual([language, language, locale]);
  });

  test("spell license as the publication's English does, and a placeholder of that name as it is", () => {
    expect(wordsIn("en-US").say("credit.licence", { licence: "Licence A" })).toBe("Published under Licence A");
    expect([wordsIn("en-US"), wordsIn("en-GB")].map((words) => words.say("search.licence"))).toEqual([
      "License",
      "Licence",
    ]);
  });

  test("put anything into the places of a message, and leave a place without a value", () => {
    const link = { href: "/feeds" };
    expect(wordsIn("en").parts("archive.text", { feeds: link })).toEqual([
      "Every story, by month. For sections, topics and authors, see ",
      link,
      ".",
    ]);
    expect(wordsIn("de").say("story.by")).toBe("Von {name}");
    expect(wordsIn("de").say("story.by", { name: "{name} $& Ann" })).toBe("Von {name} $& Ann");
  });
});
