import { beforeEach, describe, expect, test } from "vitest";
import { byApi, byCheck, byFile, caseWire, fileOf, inputOf, type Story } from "../support/ways.ts";
import { desk, get } from "../support/wire.ts";

beforeEach(caseWire);

const IMG = '<img src="/images/{IMG}.png" alt="x">';

/** A text as each CMS writes it, what is published of it, and what remains if no CMS is named. */
const TEXTS = {
  wordpress: {
    html: `<p>The bridge<span class="screen-reader-text"> (opens in a new window)</span> is closed.</p><div class="wp-caption"><a href="/big">${IMG}</a><p class="wp-caption-text">The bridge at dawn</p></div><figure class="wp-block-pullquote"><blockquote><p>“Closed.”</p></blockquote></figure><p>[related-posts]</p>`,
    body: "<p>The bridge is closed.</p>",
    caption: "The bridge at dawn",
    alone: ["opens in a new window", "“Closed.”", "[related-posts]"],
  },
  ghost: {
    html: `<p>The bridge is closed.</p><div class="kg-card kg-audio-card"><span class="kg-audio-hide">Play</span></div><div class="kg-card kg-signup-card"><h2>Subscribe</h2></div><div class="kg-card kg-cta-card"><p>Join us</p></div>`,
    body: "<p>The bridge is closed.</p>",
    alone: ["Play", "Subscribe", "Join us"],
  },
  drupal: {
    html: `<div class="field__label visually-hidden">Body</div><p>The bridge is closed.</p><p>[[nid:12]]</p><ul class="links--node"><li><a href="https://x.example/">Add comment</a></li></ul>`,
    body: "<p>The bridge is closed.</p>",
    alone: ["Body", "[[nid:12]]", "Add comment"],
  },
} as const;

const page = async (id: string) => (await get(`/v1/articles/${id}`)).text();

describe.each(Object.entries(TEXTS))("%s", (cms, { html, body, alone, ...rest }) => {
  const story: Story = { id: "story", body: html, fields: { cms, canonical: "https://paper.example/s" } };

  test("what it hides, adds and leaves behind isn't published, and each is told", async () => {
    const sent = await byApi(story);
    expect(sent.errors).toEqual([]);
    expect(sent.body?.replace(/<figure>.*?<\/figure>/, "")).toBe(body);
    for (const words of alone) {
      expect(await page("story")).not.toContain(words);
      expect(sent.warnings.some(({ text = "" }) => text.includes(words))).toBe(true);
    }
    if ("caption" in rest) expect(sent.body).toContain(`<figcaption>${rest.caption}`);
    expect((await byCheck(story)).warnings).toEqual(sent.warnings);
    const read = await byFile("file", fileOf(story));
    expect([read.errors, read.body, read.warnings.length]).toEqual([[], sent.body, sent.warnings.length]);
  });

  test("without its name, all of that is text", async () => {
    const { errors } = await byApi({ ...story, fields: { canonical: "https://paper.example/s" } });
    expect(errors).toEqual([]);
    const text = await page("story");
    for (const words of alone) expect(text).toContain(words);
  });

  test("entities in plain fields are decoded once, and the same again is unchanged", async () => {
    const fields = {
      cms,
      headline: "Mayor&#8217;s plan &amp; R&D",
      summary: "It&rsquo;s open&hellip;",
      partners: ["A &amp; B"],
    };
    const decoded = { headline: "Mayor’s plan & R&D", summary: "It’s open…", partners: ["A & B"] };
    const outcome = async (more: Record<string, unknown>) =>
      (
        await (
          await desk("PUT", "/articles/story", inputOf({ ...story, fields: { ...story.fields, ...more } }))
        ).json<{ articles: { outcome: string }[] }>()
      ).articles[0]?.outcome;
    expect(await outcome(fields)).toBe("created");
    expect(await (await get("/v1/articles/story")).json()).toMatchObject({
      headline: decoded.headline,
      summary: decoded.summary,
    });
    expect(await outcome(fields)).toBe("unchanged");
    // The decoded text is the same article, and so is what the desk returns when it is sent back.
    expect(await outcome({ ...decoded, cms })).toBe("unchanged");
    const view = await (await desk("GET", "/articles/story")).json<{ article: Record<string, unknown> }>();
    expect(view.article).not.toHaveProperty("cms");
    expect(
      (await (await desk("PUT", "/articles/story", view.article)).json<{ articles: { outcome: string }[] }>()).articles,
    ).toMatchObject([{ outcome: "unchanged" }]);
  });
});

describe("it is refused", () => {
  test("with tags in a plain field, whatever CMS they are from", async () => {
    const story = {
      id: "story",
      body: "<p>x</p>",
      fields: { cms: "wordpress", headline: "An &#8220;<em>odd</em>&#8221; day" },
    };
    const expected = [
      { field: "headline", problem: "has HTML tags in plain text", allowed: 'plain text: "An “odd” day"' },
    ];
    for (const each of [await byApi(story), await byFile("story", fileOf(story))])
      expect(each.errors).toMatchObject(expected);
  });

  test("from a CMS that the wire doesn't know", async () => {
    const { errors } = await byApi({ id: "story", body: "<p>x</p>", fields: { cms: "wordpres" } });
    expect(errors).toMatchObject([
      {
        field: "cms",
        problem: "is not one of the allowed values",
        allowed: "wordpress, ghost, drupal",
        suggestion: "wordpress",
      },
    ]);
  });
});
