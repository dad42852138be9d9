import { PROBLEMS, type ProblemCode } from "../../../contract/problem.ts";
import { labeledSentence, type Mistake } from "../../../model/mistake.ts";
import type { Site } from "../../site.ts";
import { ERROR_WORDS } from "./error-words.ts";
import { page } from "./page.tsx";
import { spell } from "./spell.ts";

/** An error: its code, its details, and the path that was requested. */
export type PageError = {
  code: ProblemCode;
  detail?: string | undefined;
  errors?: readonly Mistake[] | undefined;
  path: string;
};

/** Renders an error page: with the masthead if it is known, otherwise standalone, so that it can always be shown. */
export function errorPage(error: PageError, site: Site | undefined): string {
  const title = ERROR_WORDS[error.code]?.title ?? PROBLEMS[error.code].title;
  return site === undefined
    ? barePage(title, <Message error={error} title={title} say={(text) => text} />)
    : page({
        site,
        title,
        feeds: [],
        isNotFound: true,
        children: <Message error={error} title={title} say={(text) => spell(text, site)} />,
      });
}

type MessageProps = { error: PageError; title: string; say: (text: string) => string };

/** What went wrong, and where to go next. The code is for support. */
function Message({ error: { code, detail, errors = [], path }, title, say }: MessageProps) {
  const [[href, label], ...others] = waysOn(path);
  return (
    <div class="flow narrow">
      <h1>{title}</h1>
      <p>{say(detail ?? ERROR_WORDS[code]?.sentence ?? PROBLEMS[code].meaning)}</p>
      {errors.length > 0 && (
        <ul class="dots">
          {errors.map((mistake) => (
            <li>{say(pageSentence(mistake))}</li>
          ))}
        </ul>
      )}
      <p class="row">
        <a class="btn" href={href}>
          {label}
        </a>
        {others.map(([other, words]) => (
          <>
            {" "}
            <a href={other}>{words}</a>
          </>
        ))}
      </p>
      <p class="quiet small">
        {PROBLEMS[code].status} · {code}
      </p>
    </div>
  );
}

/** Names a mistake by its parameter and value: on an error page, neither is visible. */
const pageSentence = (mistake: Mistake): string => {
  const { field, value } = mistake;
  return labeledSentence(field === "" || value === undefined ? field : `${field} (${value})`, mistake);
};

type Way = readonly [href: string, label: string];

const HOME: Way = ["/", "Latest stories"];
const SIGN_IN: Way = ["/sign-in", "Sign in"];

/** Returns the links for a path that answered with an error, the most relevant first. */
function waysOn(path: string): readonly [Way, ...Way[]] {
  if (/^\/desk(?:\/|$)/.test(path)) return [["/desk/articles", "All articles"], ["/desk", "Publishers"], HOME];
  if (/^\/publisher(?:\/|$)/.test(path)) return [["/publisher", "Library"], SIGN_IN, HOME];
  if (/^\/appl/.test(path)) return [["/apply", "Apply to republish"], SIGN_IN, HOME];
  return [HOME, ["/feeds", "All feeds"], SIGN_IN];
}

/** Renders a page without any dependencies. */
function barePage(title: string, children: unknown): string {
  const body = (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <meta name="robots" content="noindex" />
        <link rel="stylesheet" href="/style.css" />
      </head>
      <body>
        <a class="skip" href="#content">
          Skip to content
        </a>
        <header class="top">
          <div class="wrap bar">
            <a class="name" href="/">
              Home
            </a>
          </div>
        </header>
        <main class="wrap" id="content" tabindex={-1}>
          {children}
        </main>
      </body>
    </html>
  );
  return `<!DOCTYPE html>\n${body.toString()}\n`;
}
