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
          <div class="flow narrow">
            <h1>{title}</h1>
            {sentences.map((sentence) => (
              <p>{sentence}</p>
            ))}
            <p class="row">
              <a class="btn" href="/">
                Latest stories
              </a>
              <a href="/feeds">Feeds</a>
              <a href="/sign-in">Sign in</a>
            </p>
            <p class="quiet small">Error {status}</p>
          </div>
        </main>
      </body>
    </html>
  );
  return `<!DOCTYPE html>\n${body.toString()}\n`;
}
