import { afterEach, expect, test, vi } from "vitest";
import { FakeWordPress } from "../support/fake-wordpress.ts";
import { importInterrupted } from "../support/first-import.ts";
import { wireWithSource } from "../support/sources.ts";

afterEach(() => void vi.restoreAllMocks());

test("a first import of 2,000 posts, stopped at five random writes, has every one once", async () => {
  await wireWithSource();
  const site = new FakeWordPress();
  site.answer();
  // A run that goes on after others may have only ten writes left.
  const stops = Array.from({ length: 5 }, () => Math.floor(Math.random() * 10));
  await importInterrupted(site, 2000, stops);
  expect(site.posts).toHaveLength(2000);
}, 1_200_000);
