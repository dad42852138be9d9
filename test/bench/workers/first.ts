import { Feed } from "feed";
import { Hono } from "hono";

// The Worker that people write first: Hono, one D1 query and `feed` for every request. It isn't a straw man: its table has an
// index on the date, and it reads no more rows than it shows.

type Post = { id: string; title: string; summary: string; html: string; author: string; published: string };

const NEWEST = "SELECT id, title, summary, html, author, published FROM post ORDER BY published DESC LIMIT 50";

const app = new Hono<{ Bindings: { DB: D1Database; ORIGIN: string } }>();

app.get("/feeds/latest.rss", async (c) => {
  const { results } = await c.env.DB.prepare(NEWEST).all<Post>();
  const feed = new Feed({
    id: `${c.env.ORIGIN}/`,
    title: "Bench News Foundation",
    description: "A newsroom that exists to be measured.",
    link: `${c.env.ORIGIN}/`,
    copyright: "Bench News Foundation",
  });
  for (const { title, id, summary, html, author, published } of results) {
    const link = `${c.env.ORIGIN}/articles/${id}`;
    feed.addItem({
      title,
      id: link,
      link,
      description: summary,
      content: html,
      author: [{ name: author }],
      date: new Date(published),
    });
  }
  return c.body(feed.rss2(), 200, { "Content-Type": "application/rss+xml; charset=utf-8" });
});

export default app;
