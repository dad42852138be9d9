/** A problem as a page for people: it needs nothing from the store, so it can always be shown. */
export function errorPage(status: number, title: string, sentences: readonly string[]): string {
  const body = (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{title}</title>
        <link rel="stylesheet" href="/style.css" />
      </head>
      <body>
        <main class="wide" id="content">
          <p class="kicker">{status}</p>
          <h1>{title}</h1>
          {sentences.map((sentence) => (
            <p>{sentence}</p>
          ))}
          <p>
            <a href="/">To the front page</a> · <a href="/feeds">Feeds</a>
          </p>
        </main>
      </body>
    </html>
  );
  return `<!DOCTYPE html>\n${body.toString()}\n`;
}
