import { MINUTE, SECOND } from "./time.ts";

// Every number that a newsroom or an operator may want to change, once. Numbers from a specification or the platform stay
// where they are used. A name ends in its unit; counts have none. Texts take these numbers from here.

/** How long things are kept. */
export const RETENTION = {
  /** An applicant's data after a refusal, or after the account was closed: time to ask why, and no longer. */
  applicantDays: 90,
  /** A notice in its story's feeds: importers that read once a month still see it. */
  noticeDays: 30,
  /** An older story in its channels' feeds after it changed: importers that read once a week still see it. */
  changedDays: 7,
  /** Messages that were sent. Kills are kept longer, because of recalls. */
  deliveryDays: 90,
  /** How long a publisher's to-do list names a story that it may no longer show. */
  goneDays: 90,
} as const;

/** Agreements between a publisher and the foundation. */
export const AGREEMENT = {
  /** How long one is valid: eligibility is reviewed every two years. */
  days: 730,
  /** How long an older text stays accepted once a new one is in force, if the license doesn't say. */
  graceDays: 30,
  /** The last part of its term, when it can be renewed without a gap. */
  renewalShare: 1 / 8,
} as const;

/**
 * Waits after each failure, for webhooks and for domain checks; the last one repeats. Short at first, in case a site just
 * restarts.
 */
export const RETRY_MINUTES = [1, 5, 30, 120, 480, 1440] as const;

/** The publisher that `npm start` makes with the sample stories. */
export const DEMO = { monthlyAudience: 150_000 } as const;

/** How long the desk vouches for a domain: by default, and at most. */
export const VOUCH = { days: 30, maxDays: 90 } as const;

/** Proofs that a domain is a publisher's own. */
export const PROOF = {
  /** How long one counts, because domains change hands. */
  days: 365,
  /** How long before its end the cron checks again: time to fix a site. */
  againDays: 14,
  /** How recent a proof must be to get a key for it. A publisher that lost a key verifies the domain again. */
  freshHours: 24,
  /** The cron's attempts before it gives up: about two weeks. */
  tries: 18,
  /** Between two checks of a domain, because each check makes somebody else's site answer. */
  betweenSeconds: 60,
  /** For the file and the home page together. */
  timeoutMs: 8 * SECOND,
  /** The largest file that is read, and how much of a home page: its head is enough. */
  fileBytes: 64 * 1024,
  pageBytes: 256 * 1024,
  /** For the TXT record query, and its largest answer. */
  dnsTimeoutMs: 3 * SECOND,
  dnsBytes: 16 * 1024,
  /** Redirects that are followed: from the bare domain to www and back is two. */
  redirects: 3,
} as const;

/** Evidence that a license asks for: trust.txt, and a directory's page. */
export const EVIDENCE = {
  /** How long it counts, because memberships end. */
  days: 365,
  /** How many of a publisher's verified domains are checked for it. */
  domains: 3,
  /** For everything that one check reads. */
  timeoutMs: 10 * SECOND,
  /**
   * The largest trust.txt that is read from a publisher and from an association, which names each member; and how much of a
   * directory.
   */
  ownBytes: 64 * 1024,
  associationBytes: 1024 * 1024,
  directoryBytes: 1024 * 1024,
  /** Redirects that are followed. */
  redirects: 2,
  /** How much of a tag is examined: room for many addresses. */
  tagLength: 4096,
} as const;

const KEY_BELIEVED_SECONDS = 20;

/** Keys that read. */
export const KEYS = {
  /** A publisher's active keys: one for each system, and some to spare. */
  perPublisher: 20,
  /** Its last characters, so people can tell keys apart: too few to help anybody guess. */
  hintLength: 4,
  /** How long a full key from before there were scopes goes on managing: time to make one that does. */
  managesDays: 90,
  /** How long the publisher and the desk see that a key was found on the web and revoked. */
  foundDays: 90,
  /** How long an isolate remembers what a key opens. After that, a revocation applies everywhere. */
  believedMs: KEY_BELIEVED_SECONDS * SECOND,
  /** The promise for a revocation: that time, and some more for reads in progress. */
  revokedWithinSeconds: KEY_BELIEVED_SECONDS + 10,
} as const;

/** The daily check for keys on publishers' own public pages. */
export const KEY_WATCH = {
  /** Pages of a domain that one check requests, including redirects. */
  requests: 3,
  /** Redirects that are followed for its robots.txt: from the bare domain to www. */
  robotsRedirects: 1,
  /** For a whole domain. */
  timeoutMs: 8 * SECOND,
  /** How much of a page, a feed or a robots.txt is read. RFC 9309 asks for as much. */
  pageBytes: 512 * 1024,
} as const;

/** How long an old key or secret still works next to its replacement. */
export const ROTATION = { defaultHours: 24, maxHours: 720 } as const;

/** Messages to webhooks and hubs. */
export const PUSH = {
  /** Webhooks of a publisher. */
  webhooksPerPublisher: 10,
  /** Tries of a message: the first, and one after each wait. Then its webhook is paused. */
  tries: 7,
  /** How long a receiver has to answer. With more time, slow ones would delay the queue. */
  timeoutSeconds: 10,
  /** How long the queue may hold a message before it is handed out again. */
  queueLeaseMs: 5 * MINUTE,
  /** How long a try may hold one: longer than a try can take. */
  tryLeaseMs: 2 * MINUTE,
  /** Before a message is sent: until then caches may have the earlier state, and recipients read at once. */
  settleSeconds: 2,
} as const;

/** Mails to people. */
export const MAIL = {
  /** To one address in an hour, apart from kills; and how many of these for signing in, so a stranger can't use up the rest. */
  perHour: 10,
  signInsPerHour: 4,
  /** Verification mails to one address of a domain in a day: somebody may request them for a domain that isn't theirs. */
  verificationsPerDay: 3,
  /** Tries of a mail: the first, and one after each wait. */
  tries: 6,
  /** How many the queue gets at once. */
  batch: 100,
  /** How long the queue may hold a mail before it is handed out again, and how long a try may hold one. */
  queueLeaseMs: 5 * MINUTE,
  tryLeaseMs: 2 * MINUTE,
  /** How long after applying, applicants get a mail about what is missing. */
  missingAfterHours: 24,
  /** How long links work: to an application's page, and to verify a domain. */
  applicationLinkHours: 24,
  verificationLinkDays: 7,
  /**
   * How long the link in a digest can end it, and how long an acknowledgement's link works at most: the end of its recall ends
   * it, too.
   */
  lastingLinkDays: 730,
  /** Stories that a digest names, and the newest ones that are looked through for it. */
  digestStories: 20,
  digestSpan: 100,
  /** People whose digests one run of the cron writes. */
  digests: 100,
  /** Mails on a page of the desk's list. */
  listed: 50,
} as const;

/** Applications of publishers. */
export const APPLICATION = {
  domains: 5,
  licences: 10,
  /** Accepted in an hour, from everybody together: more than a desk can read, and newsrooms never wait long. */
  perHour: 100,
  /** How long a repeated one counts as the same. Later, somebody else could have its Idempotency-Key. */
  againMinutes: 15,
  /** How long the form takes, as the page says. */
  formMinutes: 2,
  /** Characters of an Idempotency-Key: enough that nobody guesses one. */
  minKeyLength: 16,
  maxKeyLength: 200,
} as const;

/** The library of a publisher. */
export const LIBRARY = {
  /** Stories on a page. */
  stories: 20,
  /** Pages of a search: as many as the best stories fill. */
  pages: 10,
  /** Stories that are examined at once. */
  batch: 100,
  /** Stories that one request examines at most before it offers to continue. */
  span: 400,
  /** After how long without a request a visit is over. */
  visitMinutes: 30,
  /** The dates that can be chosen: days. */
  days: [7, 30, 365],
  /** Characters of what is searched for. */
  queryLength: 100,
} as const;

/** Searching stories. */
export const SEARCH = {
  /** Characters of what is searched for, and words of it that count. */
  queryLength: 100,
  words: 8,
  /** From how many letters the last word may be the beginning of a word: fewer would match too many words. */
  prefixLetters: 3,
  /** If so many stories have the whole words, words that only begin like the last one aren't searched. */
  wholeWords: 50,
  /** The best stories, which are then ordered with new ones first, and the most that a search finds; and stories on a page. */
  best: 200,
  results: 20,
  /**
   * Stories in the parts of the index, small and large ones. About so many matches are ranked, from the newest on, in at most so
   * many parts. If those have enough of the best, older parts aren't searched.
   */
  partSizes: [1000, 8000] as readonly number[],
  ordered: 600,
  parts: 8,
  /**
   * How much more the newest story counts than a very old one that matches as well; and the days after which half of that is
   * gone.
   */
  freshness: 0.3,
  freshDays: 90,
  /** Characters of a text that are searched: twice as long as any feature. */
  textCharacters: 200_000,
  /** Characters of an excerpt, and how many of them come before the match. */
  excerptCharacters: 240,
  excerptLead: 60,
  /** Places of one word that are compared for the best excerpt. */
  placesTried: 200,
  /** How many sections, topics and authors the form offers each; if there are more, it offers those of the stories found. */
  choices: 60,
  /** Years back for which the form has a choice. */
  years: 10,
  /** Stories that the cron indexes at once, and how often it does so in a run. */
  filled: 50,
  fillings: 4,
  /** Bytes of texts that are read at once, only for the index. */
  readBytes: 4_000_000,
  /**
   * Newer stories have higher numbers in the index, and those that the cron puts in lower ones: so there is room below the
   * first.
   */
  firstNumber: 1_000_000_000,
  /** Bytes of texts in one statement: D1 takes two million in a parameter. */
  statementBytes: 1_500_000,
} as const;

/** People who sign in. */
export const SIGN_IN = {
  /** How long a link works. */
  linkMinutes: 15,
  /** How long a session lasts. */
  sessionDays: 30,
  /** How long a browser remembers the page that somebody wanted, because the link may be opened much later. */
  nextMinutes: 60,
  /** Characters of the address to return to, which is in a cookie. */
  nextLength: 1000,
  /** How long an expired link is remembered, so its page can say that it has expired. */
  linkKnownHours: 24,
  /** How often a session's last use is recorded at most. */
  seenMinutes: 10,
  /** How long the desk sees that somebody asked for a link. */
  askedHours: 24,
  /** People of one publisher, or of the desk. */
  people: 50,
  /** How much of a browser's own name is kept. */
  agentLength: 200,
  /** People who wait for a link, on a page. */
  waiting: 20,
} as const;

/** Requests in a minute. Cloudflare counts with the numbers in wrangler.toml, which have to be the same. */
export const RATE = {
  /** Requests for a sign-in link from one address, and for one person. */
  signIns: 5,
  /** Applications and domain checks from one network, a /64 of IPv6, because they cost other sites something. */
  applications: 10,
  /** Searches from one network that reach the door: answers in memory don't count. */
  searches: 60,
  /** Reads by one publisher; the setting KEY_READS changes what an isolate answers by itself. */
  keyReads: 600,
  /** When a client that asks too often may ask again. */
  retrySeconds: 60,
  /** When to apply again after too many applications. */
  applicationRetrySeconds: 15 * 60,
  /** When to ask again while nothing is published yet. */
  emptyRetrySeconds: 10,
} as const;

/** Characters of one field. */
export const LENGTH = {
  /** The name of a section, topic, link or key. */
  label: 100,
  /** The name of a person, an organization or a license. */
  name: 200,
  /** A headline, a credit line, a rights holder. */
  title: 300,
  /** A reason, a note, a description. */
  note: 1000,
  /** A summary or caption. */
  summary: 2000,
  /** From which length on a summary serves importers best. */
  goodSummary: 300,
  /** A body as HTML: a long feature has a tenth of it. */
  body: 1_000_000,
  slug: 100,
  webAddress: 1000,
  email: 200,
  /** The wire's own origin: every id begins with it, and ids have at most 250 characters. */
  origin: 100,
  /** A domain as somebody typed it. More than any name has, even with every letter in many bytes. */
  typedDomain: 1000,
  /** Where a domain's site redirects to. */
  redirect: 2000,
  /** Hex digits of an image's MAC: 128 bits can't be guessed, and the address stays short. */
  imageMac: 32,
  /** A cursor of the list of articles. */
  cursor: 500,
  /** What an error or a warning quotes of a value, and an error of a cursor. */
  quote: 80,
  quotedCursor: 60,
} as const;

/** What one article or author may have, and the largest uploads. */
export const ARTICLE = {
  authors: 20,
  topics: 20,
  partners: 20,
  images: 50,
  corrections: 50,
  authorLinks: 10,
  /** Paragraphs of the page about the publication. */
  aboutParagraphs: 30,
  /** Versions of one: more are a mistake in a script. */
  versions: 1_000_000,
  /** Names that a story or an author had before: more are a mistake in a script. */
  formerNames: 50,
  imageBytes: 10 * 1024 * 1024,
  /** How much the clocks of a newsroom and of the wire may differ, for the time of a correction. */
  clockSkewMs: MINUTE,
  /** The allowed years of a date; any other year is a typo. */
  firstYear: 1800,
  lastYear: 2199,
} as const;

/** The largest values that clauses and applications take: a larger number is a typo. */
export const CLAUSE = {
  graceDays: 3650,
  /** Texts of one license. */
  versions: 100_000,
  days: 36_500,
  hours: 8760,
  excerptWords: 100_000,
  excerptParagraphs: 1000,
  monthlyAudience: 10_000_000_000,
  exclusions: 50,
  /** Associations whose trust.txt is read: each costs requests. */
  associations: 3,
  languages: 100,
  countries: 250,
} as const;

/** Bodies of requests, in bytes. */
export const BODY = {
  /** A form, or JSON that isn't an article. */
  form: 64 * 1024,
  /** A form with an article's whole text: every character of its HTML may take three. */
  textForm: 3 * 1024 * 1024,
  /** A batch of articles, or a masthead. */
  batch: 1024 * 1024,
  /** How much the command line puts in a batch, with room for the JSON around the articles. */
  cliBatch: 1_000_000,
} as const;

/** Answers with many stories, in bytes. */
export const ANSWER = {
  /** The largest one: an isolate has 128 MB, and importers give up on much less. A single story may be larger. */
  bytes: 2_000_000,
  /** The part of a list around its entries: the longest cursor, and some to spare. */
  frameBytes: 20_000,
} as const;

/** Signals for machines about the whole site. */
export const SIGNALS = {
  /** The largest robots.txt: crawlers have to read 500 KiB of one (RFC 9309 §2.5), and what follows may be cut off. */
  robotsBytes: 400 * 1024,
  /** The largest /rsl.xml and tdmrep.json: room for 10,000 stories. Of more, they name the newest. */
  listBytes: 3_000_000,
  /** Stories under one license that a document for the whole site considers: more would never fit. */
  stories: 10_000,
} as const;

/** Sitemaps for search engines. */
export const SITEMAP = {
  /** Stories in a sitemap. Once something is published, this must stay. Google takes as many in a news sitemap. */
  stories: 1000,
  /** How long Google treats a story as news. */
  newsHours: 48,
} as const;

/** How a story is written in other formats. */
export const KIT = {
  /** The most cells that one table cell may span: Word's limit. */
  joinedCells: 63,
  /** The largest table, in cells, in which spanning cells are still laid out. */
  tableCells: 20_000,
  /** How far a list is indented in Word, in twentieths of a point. */
  indent: 720,
} as const;

/** How pages look. */
export const PAGE = {
  /** Contrast of text with its ground, at least (WCAG 2.2, 1.4.3). */
  contrast: 4.5,
  /** Width of the logo in the masthead, in CSS pixels. */
  logoWidth: 36,
  /** From this width on, in pixels, a picture that is wider than high fills a share card. */
  largeCardWidth: 600,
  /** Width of an author's picture on their page, in CSS pixels. */
  faceWidth: 112,
} as const;

/** Pictures on pages. */
export const PICTURE = {
  /** The widths to which they are resized, in pixels: for a row of a list, a phone, a story, and sharp screens. */
  widths: [240, 480, 960, 1600],
  /** Quality of a resized picture, out of 100. */
  quality: 80,
} as const;

/** The documentation for developers. */
export const DOCS = {
  /** How long a start takes, as it says. */
  startMinutes: 5,
} as const;

/** Things on a page or in an answer. */
export const PAGES = {
  feedItems: 50,
  feedNotices: 50,
  /** Older stories that changed, after the newest; the rest are in the archive and in `/v1/changes`. */
  feedChanges: 50,
  /** Articles on a page of an archive. Once something is published it must stay: full pages never change. */
  archive: 50,
  withdrawn: 100,
  /** Stories on a page that people browse: of a channel, of a month. Once something is published it must stay. */
  browse: 20,
  home: 20,
  /** Withdrawn stories that the home page names. */
  homeWithdrawn: 3,
  /** `/v1/articles` and `/v1/changes`: without a `limit`, and at most. */
  articles: 20,
  maxArticles: 50,
  changes: 50,
  maxChanges: 100,
  /** The desk's lists of articles: its page, and the API's. */
  deskArticles: 100,
  deskListing: 500,
  /** Articles that a search at the desk examines before it offers to continue. */
  deskSpan: 5000,
  /** Of one article: versions, lines of the log. */
  versions: 500,
  articleLog: 100,
  /** The desk's lists of publishers: its page, and the API's. */
  deskPublishers: 200,
  publishers: 50,
  /** Keys that were found on the web, on the desk's page. */
  foundKeys: 20,
  /** The log: of one publisher on its page, and in the API. */
  publisherLog: 100,
  audit: 200,
  log: 100,
  recalls: 20,
  ownRecalls: 100,
  /** What a publisher's keys read: on its page, and in the API. */
  dashboardReadings: 30,
  readings: 200,
  /** Messages of a webhook: on its publisher's page, and in the API. */
  dashboardDeliveries: 5,
  deliveries: 50,
  /** To-dos of each kind; and the most changes that are counted, because nobody needs to know about more. */
  todo: 100,
  countedChanges: 1000,
  /** Mistakes that an error lists. */
  errors: 100,
  /** Names that a sentence lists before it only counts the rest. */
  namesTold: 3,
  /** Warnings in an answer, and those that are kept with a version. */
  warnings: 100,
  versionWarnings: 20,
  /** Articles that are checked to find out whether an image may be shown. */
  imageUsers: 100,
  /** Unchanged lines on each side of a change. */
  diffContext: 2,
} as const;

/** How much is done at once. */
export const BATCH = {
  /** Articles that one request publishes, in one D1 batch. */
  articles: 50,
  /** Statements that such a batch has at most, whatever it does; tests check this. */
  statements: 29,
  /** Articles that a check examines in addition to those that it gets. */
  checkedOthers: 1000,
  /** Articles that the cron releases or takes back in one D1 batch, and notes that it takes out from beside channels. */
  releases: 50,
  expiries: 50,
  notes: 500,
  /** Batches in one run of the cron, so there is time for the rest; the next run continues. */
  drains: 20,
  /** Messages that a queue takes at once, and how often a run fills one. */
  messages: 100,
  messageBatches: 20,
  /** Old messages that one run deletes. */
  deletedDeliveries: 1000,
  /** Domains that the cron looks at in a minute. */
  domains: 10,
  /** Domains whose feeds the cron looks through in a minute: as many as a Worker may wait for at once. */
  watchedDomains: 5,
  /** Tries of a publish while others publish in between. */
  attempts: 6,
} as const;

/** What is done each minute. */
export const CRON = {
  /** How long the cron waits for the query for due jobs, and for a job that publishes: much longer than they take. */
  questionMs: 10 * SECOND,
  jobMs: 60 * SECOND,
} as const;

/** Sites that stories come from. */
export const SOURCES = {
  most: 50,
  /** Rules of one kind in a source. */
  rules: 100,
  /** How often a source is polled, in minutes. */
  minutes: 5,
  minMinutes: 1,
  maxMinutes: 1440,
  /** How far back each poll asks again: when clocks go back, a later edit has an earlier local time. */
  overlapHours: 2,
  /** Sources that one run of the cron polls, and how long a poll keeps other polls away. */
  visits: 5,
  visitMinutes: 10,
  /** Posts on a page of the first import, and pages in one poll: gentle enough for a shared host. */
  importPage: 50,
  importPages: 2,
  /** Posts of a list of ids, which also is how many the wire keeps in a block; and such lists in one visit. */
  listPage: 100,
  listPages: 20,
  /** Posts that are listed as the newest ones. */
  newest: 20,
  /** Posts whose texts are requested at once, and published in one batch. */
  texts: 20,
  /** Hours between two passes over everything. */
  passHours: 24,
  /** Posts that may be gone at once, and their share of the known ones: beyond both, a person has to look. */
  goneAtOnce: 5,
  goneShare: 0.1,
  /** How long the wire waits for an answer, and how much of it is read. */
  answerMs: 20 * SECOND,
  answerBytes: 5 * 1024 * 1024,
  redirects: 3,
  /** Characters of a requested address, which has a list of ids in its query. */
  addressCharacters: 6000,
  /** Characters of a page that are searched for a challenge, and places where JSON may begin after PHP's warnings. */
  challengeCharacters: 20_000,
  jsonStarts: 5,
  /** How wrong a site's clock may be. */
  clockHours: 24,
  /** Minutes until a failing source is polled again, by how often it failed. */
  backOffMinutes: [5, 10, 30, 60, 180],
  /** Hours after which a failing source is reported on the desk's first page. */
  failingHours: 24,
  /** The most minutes that a site may ask the wire to wait. */
  mostRetryMinutes: 1440,
  /** Hex digits of the hash of a source's rules, which each post has; and random bytes of the address that says "look now". */
  rulesDigits: 16,
  /** Hex digits of the hash over the parts of a post that can change without a new modification time. */
  revisionDigits: 8,
  lookBytes: 24,
  /** Warnings that are kept of a post, and posts that a page of the desk lists. */
  warnings: 20,
  listed: 100,
  /** How far into a document its encoding may be declared. */
  declarationBytes: 1024,
  /** Pages of a feed's archive that one visit reads, and items that it takes. */
  feedPages: 5,
  feedItems: 100,
  /** Hex digits of the hash that identifies an item. */
  feedIdDigits: 16,
  /** A text with fewer characters that ends as if it continues elsewhere counts as incomplete. */
  teaserCharacters: 1200,
} as const;

/** Backups, and restoring them. */
export const BACKUP = {
  /** The most rows in an answer, and the most bytes that they have in the database. A single row may have more. */
  pageRows: 1000,
  pageBytes: 1_000_000,
  /** Bytes of rows, as JSON, in one statement: D1 takes two million in a parameter. */
  statementBytes: 900_000,
  /** The largest request with rows: one row may have two million bytes, and JSON escapes some of them. */
  requestBytes: 8 * 1024 * 1024,
  /** Names of images that one answer lists: as many as R2 lists at once. */
  images: 1000,
  /** How often the tables are read while others publish, before a backup gives up. */
  passes: 5,
  /** Removals that one request repeats. */
  replays: 10,
  /** How far before a backup removals are checked again: they are recorded by the time of the request, and may have waited. */
  overlapSeconds: 600,
  /** After this time, every isolate knows that a restore is in progress. */
  settleMs: 100,
  /** Between two progress lines of the command line. */
  tellMs: 2 * SECOND,
} as const;

/** How long things are trusted or cached. */
export const CACHE = {
  /** How long an isolate trusts that it knows the newest state: the longest that a kill can go unnoticed. */
  stateMs: SECOND,
  /** How long a reader's own copy may be served without asking. */
  maxAgeSeconds: 60,
  /** Things that never change. */
  foreverSeconds: 31_536_000,
  /** The public keys with which agreements are checked. */
  signingKeysSeconds: 300,
  /** A browser's answer to whether a page of another origin may read. */
  preflightSeconds: 86_400,
  /** How often RSS readers are asked to poll. */
  feedMinutes: 15,
  /** A copy of the terms for machines: they can get stricter from one day to the next. */
  rslDays: 1,
  /** Between two checks for what another request is rendering. */
  lookMs: 3,
  /** How long the shared cache may keep a state's answers: once a newer state is known, nobody asks for them. */
  sharedSeconds: 86_400,
  /** Smaller answers, in bytes, aren't compressed: it would save less than a packet. */
  compressedBytes: 1024,
  /**
   * Quality of brotli: 4 takes 8 to 10 ms of CPU for a feed of 365 KB, and leaves 24 % of it; 5 takes twice as long for 1 %
   * less.
   */
  brotliQuality: 4,
  /** Bytes of answers in an isolate, which has 128 MB in all. */
  answerBytes: 24 * 1024 * 1024,
  /** Addresses in an isolate, and the longest one that is remembered. */
  addresses: 2000,
  addressLength: 300,
  /** Keys in an isolate, publishers whose reads it counts, and reads that it noted. */
  keys: 5000,
  countedPublishers: 5000,
  notedReads: 20_000,
  /** Older texts of licenses that publishers accepted, of about 10 KB each. */
  licenceTexts: 200,
  /** Renderings under way in an isolate, and Cloudflare Access teams: a wire has one. */
  renderings: 1000,
  accessTeams: 8,
  /** Macs of images, of about 200 bytes each. */
  imageMacs: 5000,
  /** Formatters of dates: a zone and a language each. */
  formatters: 64,
  /** How long Cloudflare Access may take to send its keys. */
  accessTimeoutMs: 5 * SECOND,
} as const;

/** While the database can't be read. */
export const OUTAGE = {
  /** For the wire's state; then the known state is used. */
  ledgerMs: 300,
  /** For any other read. */
  readMs: 2 * SECOND,
  /** For a write: D1's own limit. The outcome of a write that takes longer is unknown. */
  writeMs: 30 * SECOND,
  /** Between two queries to a database that doesn't answer. */
  askAgainMs: SECOND,
  /** How long the known state is still served. */
  servedMs: 30 * MINUTE,
  /** When to try again, for `Retry-After`. */
  retrySeconds: 30,
  /** Tries to note a state in R2, which takes one write a second of an object, and the time between them. */
  noteTries: 8,
  noteAgainMs: 300,
  /** Between two updates of the main documents kept for an outage, if nothing was removed. */
  documentsMs: SECOND,
} as const;

/** Limits on work, because somebody may have made its input expensive on purpose. */
export const WORK = {
  /** Edits after which two texts count as entirely different: comparing takes longer the less they share. */
  diffEdits: 1000,
  /** Formatting tags that a parser would open again. Ordinary text has none. */
  reopenedTags: 100_000,
  /** Nesting depth of elements; browsers don't go deeper either. */
  nestedElements: 512,
  /** Different shortcodes of a text that are looked for from its beginning, because a parser moved them. */
  movedShortcodes: 100,
  /** Names that are compared with an unknown one, to suggest what was meant. */
  likelyNames: 500,
  /** Aliases in a file's YAML. */
  yamlAliases: 50,
} as const;

/** The command line. */
export const CLI = {
  /** Between two progress checks of an import, and between two pages of a site, to be gentle. */
  importAskedMs: 2 * SECOND,
  /** Stories or pictures after which an export reports its progress. */
  exportTold: 200,
  /** Fields of an unreadable answer that one error names; the first of them are enough to begin with. */
  mistakes: 5,
  /** How long `npm start` waits for the Worker, and how often it looks. */
  startSeconds: 60,
  startLookMs: 250,
  /** How long it waits for another process that holds the port. */
  portMs: 3 * SECOND,
  /** How long the content folder has to be quiet before it is published. */
  quietMs: 300,
  /** When a content folder that is gone is looked for again. */
  lookAgainMs: SECOND,
  /** Stories without a file that are compared with new files: one of them may be the same. */
  comparedStories: 100,
  /** When a watched kill counts as failed, and how often it checks. */
  killMs: 10 * SECOND,
  killLookMs: 20,
} as const;
