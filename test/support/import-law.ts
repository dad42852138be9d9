/** Which folder of src may import which others; its own it always may. `src/README.md` shows the same as a table. */
export const LAW: Record<string, string[]> = {
  model: [],
  contract: ["model"],
  sources: ["model"],
  store: ["model"],
  render: ["contract", "model"],
  views: ["contract", "model", "render", "store"],
  commands: ["model", "sources", "render", "store", "env.ts"],
  http: ["contract", "model", "sources", "render", "store", "commands", "views", "env.ts"],
  cli: ["contract", "model", "sources"],
  "worker.ts": ["commands", "http", "env.ts"],
  "env.ts": ["model", "../package.json"],
};

/**
 * Which wing of a folder may import which others of the same folder; its own it always may, and files that stand in the
 * folder itself where `""` is named. A file that stands in the folder itself may import the wings under `""`.
 */
export const WINGS: Record<string, Record<string, string[]>> = {
  model: {
    "": ["article", "licence", "publisher"],
    article: ["", "licence"],
    licence: ["", "licence/clauses", "article"],
    "licence/clauses": ["", "licence"],
    publisher: ["", "article", "licence", "licence/clauses"],
    push: ["", "article", "publisher"],
  },
  sources: { "": [], html: [""], "content-folder": ["", "html"] },
  store: { "": [], article: [""], publisher: ["", "article"], push: ["", "publisher"], backup: [""] },
  render: {
    "": ["credit", "feed"],
    api: ["", "credit", "feed"],
    credit: ["", "feed"],
    feed: ["", "credit", "rights", "rights/rsl", "api"],
    ninjs: ["", "credit", "feed"],
    rights: ["", "feed", "rights/rsl"],
    "rights/odrl": ["", "feed", "rights"],
    "rights/rsl": ["", "feed", "rights"],
    "schema-org": ["", "feed"],
    kit: ["", "credit", "feed", "ninjs"],
    "html/style": [],
    "html/kit": ["", "feed", "schema-org"],
    "html/wire": ["", "api", "credit", "feed", "kit", "rights", "rights/odrl", "schema-org", "html/kit"],
    "html/docs": ["", "rights", "html/kit", "html/docs/samples"],
    "html/publisher": ["", "api", "feed", "html/kit"],
    "html/desk": ["", "api", "feed", "html/kit", "html/publisher"],
  },
  commands: {
    "": ["publishers", "publishing"],
    publishers: ["", "publishing"],
    publishing: [""],
    push: ["", "publishers"],
    backup: ["", "publishing"],
  },
  http: {
    "": ["auth", "respond", "description", "cache", "applicant", "desk", "licensed", "publisher", "sign-in", "wire"],
    encoding: [],
    respond: ["", "encoding"],
    description: ["respond"],
    cache: ["", "encoding", "respond"],
    auth: ["", "respond", "cache"],
    wire: ["", "respond", "cache"],
    licensed: ["", "encoding", "respond", "cache", "auth"],
    publisher: ["", "respond", "cache", "auth", "publisher/pages"],
    "publisher/pages": ["", "respond", "cache", "auth", "publisher"],
    applicant: ["", "respond", "cache", "auth", "publisher"],
    "sign-in": ["", "respond", "cache", "auth"],
    desk: ["", "respond", "cache", "auth", "publisher", "desk/backup", "desk/lists"],
    "desk/backup": ["", "respond", "cache"],
    "desk/lists": ["", "respond", "cache"],
    door: ["", "encoding", "respond", "cache", "auth", "licensed"],
  },
};
