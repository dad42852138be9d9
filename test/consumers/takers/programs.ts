import { output, runs } from "../process.ts";
import { TakenItems, type Taker } from "./taker.ts";

/** Returns the path of a program in this folder. */
const beside = (file: string): string => new URL(file, import.meta.url).pathname;

/** Builds a taker from a program that reads a feed from standard input and prints what it saw. */
const program = (
  taker: Pick<Taker, "name" | "packages" | "formats" | "isHere">,
  command: string,
  args: readonly string[],
): Taker => ({
  ...taker,
  take: async (input, _format, _feed, home) =>
    TakenItems.parse(JSON.parse(await output(command, args, { home, input }))),
});

const XML = ["rss", "atom"] as const;

/** Go's best-known feed parser, used in many aggregators. Debian packages its sources; Go compiles them here. */
export const gofeed = program(
  {
    name: "gofeed",
    packages: "Debian: golang-go, golang-github-mmcdole-gofeed-dev",
    formats: [...XML, "json"],
    isHere: () => runs("go", "version"),
  },
  "env",
  ["GO111MODULE=off", "GOPATH=/usr/share/gocode", "GOFLAGS=-p=2", "go", "run", beside("read-gofeed.go")],
);

/** Perl's feed parser. */
export const xmlFeed = program(
  {
    name: "XML::Feed",
    packages: "Debian: libxml-feed-perl",
    formats: XML,
    isHere: () => runs("perl", "-MXML::Feed", "-e1"),
  },
  "perl",
  [beside("read-xml-feed.pl")],
);

/** PHP's feed parser. */
export const simplePie = program(
  {
    name: "SimplePie",
    packages: "Debian: wordpress, php-cli",
    formats: XML,
    isHere: () => runs("test", "-e", "/usr/share/wordpress/wp-includes/class-simplepie.php"),
  },
  "php",
  [beside("read-simplepie.php")],
);

/** Debian's own Python: another one on the path can't import Debian's modules. */
const PYTHON = "/usr/bin/python3";

/** Python's feed parser. */
export const feedparserPython = program(
  {
    name: "feedparser (Python)",
    packages: "Debian: python3-feedparser",
    formats: XML,
    isHere: () => runs(PYTHON, "-c", "import feedparser"),
  },
  PYTHON,
  [beside("read-feedparser.py")],
);
