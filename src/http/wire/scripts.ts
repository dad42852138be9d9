import type { Context } from "hono";
import { LEAVE_SCRIPT } from "../../render/html/publisher/leave-script.ts";
import { COPY_SCRIPT } from "../../render/html/wire/copy-script.ts";
import { serve } from "../cache/serve.ts";
import type { WireEnv } from "../context.ts";

const serveScript = (key: string, script: string) => (c: Context<WireEnv>) =>
  serve(c, {
    key,
    scope: "settings",
    render: async () => ({ body: script, type: "text/javascript; charset=utf-8" }),
  });

/** `/copy.js`: the script of a kit's page. */
export const serveCopyScript = serveScript("copy.js", COPY_SCRIPT);

/** `/leave.js`: the script of the application form. */
export const serveLeaveScript = serveScript("leave.js", LEAVE_SCRIPT);
