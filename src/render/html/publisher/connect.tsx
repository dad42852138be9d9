import type { Site } from "../../site.ts";
import { spell } from "../kit/spell.ts";

/**
 * The settings for common newsroom software. A key never goes into a URL that an importer shows: FeedWordPress prints its
 * own in the site's feed.
 */
export function Connect({ site }: { site: Site }) {
  const { origin } = site;
  return (
    <>
      <h2>How to connect</h2>
      <p>
        Each of these needs a key with the <code>read</code> scope. Enter it where a password would go, not in the
        address: some importers print the address of a feed on your site.
      </p>
      <h3>WordPress, with FeedWordPress</h3>
      <p>
        Under Syndicated Sites, add <code>{`${origin}/licensed/feeds/latest.atom`}</code>. In that feed’s settings,
        choose HTTP Basic authentication, with <code>key</code> as the user name and your key as the password. Use Atom:
        its withdrawal notices make FeedWordPress take stories down. Under Updates, let existing posts be updated; under
        Posts, keep the link to the original.
      </p>
      <h3>WordPress, with WP RSS Aggregator</h3>
      <p>
        It can’t send a password. Add a feed source with a feed-only key:{" "}
        <code>{`${origin}/k/YOUR-FEED-KEY/feeds/latest.rss`}</code>. Don’t let it show the source’s address. Identify
        items by GUID. It never updates an item, so check for corrections yourself.
      </p>
      <h3>Drupal, with Feeds and Feeds HTTP Auth Fetcher</h3>
      <p>
        Fetcher: Download from URL with Authorization. Feed URL: <code>{`${origin}/licensed/feeds/latest.rss`}</code>.
        Authorization header token: <code>Bearer</code>, a space, and your key. Parser: RSS/Atom. Map guid as unique,
        and let existing nodes be updated.
      </p>
      <h3>Any other software</h3>
      <p>
        The address is <code>{`${origin}/licensed/feeds/latest.rss`}</code>. Send the key as a Bearer token, or with
        HTTP Basic: as the password with any user name, or as the user name with an empty password.
      </p>
      <h3>Cron and curl</h3>
      <pre>{`curl -fsS --etag-save wire.etag --etag-compare wire.etag \\
  -H "Authorization: Bearer $COMMONWIRE_KEY" -o articles.json \\
  ${origin}/v1/articles`}</pre>
      <p>
        Load images from the addresses in the feeds and the API. They need no key, except those under{" "}
        <code>/licensed/images/</code>.{" "}
        {spell("An image stops loading once its story is withdrawn or its license has ended.", site)}
      </p>
    </>
  );
}
