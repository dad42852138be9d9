import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayZone, humanDay, humanTime, withOffset, yearOf } from "../../../src/render/dates.ts";

const WINTER = "2026-11-02T14:00:00Z";
const SUMMER = "2026-06-05T22:05:00Z";

describe("a time as people write it", () => {
  test.each([
    ["en-US", "America/New_York", "Nov 2, 2026, 9:00 a.m. ET", "Jun 5, 2026, 6:05 p.m. ET"],
    ["en-US", "America/Chicago", "Nov 2, 2026, 8:00 a.m. CT", "Jun 5, 2026, 5:05 p.m. CT"],
    ["en-US", "America/Denver", "Nov 2, 2026, 7:00 a.m. MT", "Jun 5, 2026, 4:05 p.m. MT"],
    ["en-US", "America/Phoenix", "Nov 2, 2026, 7:00 a.m. MST", "Jun 5, 2026, 3:05 p.m. MST"],
    ["en-US", "America/Los_Angeles", "Nov 2, 2026, 6:00 a.m. PT", "Jun 5, 2026, 3:05 p.m. PT"],
    ["en-US", "America/Anchorage", "Nov 2, 2026, 5:00 a.m. AKT", "Jun 5, 2026, 2:05 p.m. AKT"],
    ["en-US", "Asia/Tokyo", "Nov 2, 2026, 11:00 p.m. GMT+9", "Jun 6, 2026, 7:05 a.m. GMT+9"],
    ["en-US", "UTC", "Nov 2, 2026, 2:00 p.m. UTC", "Jun 5, 2026, 10:05 p.m. UTC"],
    ["en-GB", "Europe/London", "2 Nov 2026, 14:00 GMT", "5 Jun 2026, 23:05 BST"],
    ["en-GB", "Europe/Berlin", "2 Nov 2026, 15:00 CET", "6 Jun 2026, 00:05 CEST"],
    ["en-GB", "Asia/Kolkata", "2 Nov 2026, 19:30 GMT+5:30", "6 Jun 2026, 03:35 GMT+5:30"],
    ["de-DE", "Europe/Berlin", "2. Nov. 2026, 15:00 MEZ", "6. Juni 2026, 00:05 MESZ"],
    ["es-MX", "America/Mexico_City", "2 nov 2026, 8:00 a.m. GMT-6", "5 jun 2026, 4:05 p.m. GMT-6"],
    ["ko", "Asia/Seoul", "2026년 11월 2일 오후 11:00 GMT+9", "2026년 6월 6일 오전 7:05 GMT+9"],
  ])("%s in %s: %s", (language, zone, winter, summer) => {
    expect([humanTime(WINTER, zone, language), humanTime(SUMMER, zone, language)]).toEqual([winter, summer]);
  });

  test("has the zone's offset of that instant beside it for software", () => {
    expect(withOffset(WINTER, "America/New_York")).toBe("2026-11-02T09:00:00-05:00");
    expect(withOffset(SUMMER, "America/New_York")).toBe("2026-06-05T18:05:00-04:00");
    expect(withOffset(SUMMER, "Asia/Kolkata")).toBe("2026-06-06T03:35:00+05:30");
    expect(withOffset(SUMMER, "America/St_Johns")).toBe("2026-06-05T19:35:00-02:30");
    expect(withOffset(SUMMER, "UTC")).toBe("2026-06-05T22:05:00+00:00");
    expect(withOffset(SUMMER, "+09:00")).toBe("2026-06-06T07:05:00+09:00");
  });
});

describe("the day of a written date-time", () => {
  test.each([
    ["2026-07-01T03:30:00Z", "June 30, 2026"],
    ["2026-07-01T03:30:00z", "June 30, 2026"],
    ["2026-07-01T03:30:00-00:00", "June 30, 2026"],
    ["2026-07-01T03:30:00+00:00", "July 1, 2026"],
    ["2026-06-30T23:30:00-04:00", "June 30, 2026"],
    ["2026-07-01T03:30:00+09:00", "July 1, 2026"],
  ])("%s is %s in New York's paper", (written, day) => {
    expect(humanDay(written, dayZone(written, "America/New_York"), "en-US")).toBe(day);
  });

  test("knows the year, too", () => {
    expect(yearOf("2027-01-01T03:00:00Z", "America/New_York")).toBe(2026);
    expect(yearOf("2026-12-31T20:00:00Z", "+09:00")).toBe(2027);
  });
});

describe("guarded", () => {
  test("the offset moves no instant, in no zone, and the day beside it is the day that people read", () => {
    const zones = Intl.supportedValuesOf("timeZone");
    const years = { min: new Date("1990-01-01T00:00:00Z"), max: new Date("2100-01-01T00:00:00Z"), noInvalidDate: true };
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.date(years), (zone, date) => {
        const at = `${date.toISOString().slice(0, 19)}Z`;
        const local = withOffset(at, zone);
        expect(Date.parse(local)).toBe(Date.parse(at));
        expect(humanDay(at, zone, "en-US")).toBe(humanDay(`${local.slice(0, 19)}Z`, "UTC", "en-US"));
        // Every zone abbreviation is unambiguous: none is a word, or a winter name in summer.
        expect(humanTime(at, zone, "en-US")).toMatch(
          /\d{4}, \d{1,2}:\d\d [ap]\.m\. [A-Z]{2,4}(?:[+-]\d{1,2}(?::\d\d)?)?$/,
        );
      }),
    );
  });
});
