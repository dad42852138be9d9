import type { Context } from "hono";
import { z } from "zod";
import { PROBLEMS } from "../../contract/problem.ts";
import { docsPage } from "../../render/html/docs/docs-page.tsx";
import type { Operation } from "../../render/html/docs/docs-parts.tsx";
import { serve } from "../cache/serve.ts";
import type { WireEnv } from "../context.ts";

/** The description of `/v1`, made by `describe`. */
export type Describe = (origin: string, version: string) => { paths?: object | undefined };

/** `/openapi.json`: the description of `/v1`. */
export const serveOpenapi =
  (describe: Describe) =>
  (c: Context<WireEnv>): Promise<Response> => {
    const { origin, version } = c.env.env;
    const render = async () => ({
      body: JSON.stringify(describe(origin, version)),
      type: "application/openapi+json; charset=utf-8",
    });
    return serve(c, { key: `openapi.json ${version}`, scope: "settings", render });
  };

/** `/docs`: the same for people, with the error codes and the members of `_commonwire`. */
export const serveDocs =
  (describe: Describe) =>
  (c: Context<WireEnv>): Promise<Response> => {
    const { origin, version } = c.env.env;
    const codes = Object.entries(PROBLEMS).map(([code, facts]): Row => ({ code, ...facts }));
    const render: Parameters<typeof serve>[1]["render"] = async (site) => ({
      body: docsPage(operations(describe(origin, version)), codes, site),
      type: "text/html; charset=utf-8",
    });
    return serve(c, { key: `docs ${version}`, scope: "settings", render });
  };

type Row = { code: string; status: number; title: string; meaning: string };

function operations({ paths = {} }: ReturnType<Describe>): Operation[] {
  return Object.entries(paths).flatMap(([path, methods]: [string, object]) =>
    Object.entries(methods).map(([method, route]) => {
      const { summary, tags } = Route.parse(route);
      return { method: method.toUpperCase(), path, summary, tag: tags[0] };
    }),
  );
}

/** The parts of a route that people see. */
const Route = z.object({ summary: z.string(), tags: z.tuple([z.string()]) });
