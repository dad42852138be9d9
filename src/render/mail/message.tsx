import { langAmong } from "../messages/language.ts";
import type { MailBlock, MailWords } from "../messages/mails/mail-words.ts";
import { MAIL_FRAME, MAIL_LANGUAGE } from "../messages/mails/mails.ts";
import type { Site } from "../site.ts";

/** A mail's subject and its words, both as text and as HTML. */
export type MailMessage = { subject: string; text: string; html: string };

type Reader = { name: string; site: Pick<Site, "masthead" | "origin"> };

/** Renders a mail to a person. The subject is always one line, whatever it contains. */
export function renderMail(words: MailWords, { name, site }: Reader): MailMessage {
  const subject = oneLine(words.subject);
  return { subject, text: asText(words, name, site), html: asHtml({ ...words, subject }, name, site) };
}

/** RFC 5322 §2.2: a header is one line. */
const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim().slice(0, 200);

function asText({ blocks, why, unsubscribe }: MailWords, name: string, site: Reader["site"]): string {
  const end = [signature(site), why, ...(unsubscribe ? [`${MAIL_FRAME.stop}: ${unsubscribe}`] : [])];
  return `${[MAIL_FRAME.hello(name), ...blocks.map(blockText), `-- \n${end.join("\n")}`].join("\n\n")}\n`;
}

function blockText(block: MailBlock): string {
  if ("text" in block) return block.text;
  if ("label" in block) return `${block.label}:\n${block.link}`;
  if ("list" in block) return block.list.map((each) => `- ${each}`).join("\n");
  if ("quote" in block) return block.quote.replaceAll(/^/gm, "> ");
  return block.facts.map(([name, value]) => `${name}: ${value}`).join("\n");
}

const signature = ({ masthead, origin }: Reader["site"]): string => `${masthead.publication.name}\n${origin}/`;

/** Renders HTML that mail clients accept: no style sheet, no scripts and no images. */
function asHtml({ subject, blocks, why, unsubscribe }: MailWords, name: string, site: Reader["site"]): string {
  const { publication } = site.masthead;
  const html = (
    <html lang={MAIL_LANGUAGE}>
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>{subject}</title>
      </head>
      <body style="margin:0;padding:24px 16px;font:16px/1.5 Georgia,serif;color:#1d1d1b;background:#fff">
        <div style="max-width:36em;margin:0 auto">
          <p>{MAIL_FRAME.hello(name)}</p>
          {blocks.map((block) => (
            <Block block={block} />
          ))}
          <hr style="border:0;border-top:1px solid #ccc;margin:24px 0" />
          <p style="font-size:14px;color:#55534e">
            <a href={`${site.origin}/`}>{publication.name}</a>
            <br />
            {why}
            {unsubscribe && (
              <>
                <br />
                <a href={unsubscribe}>{MAIL_FRAME.stop}</a>
              </>
            )}
          </p>
        </div>
      </body>
    </html>
  );
  return `<!DOCTYPE html>\n${html.toString()}\n`;
}

/** The language of a person's own words, if it isn't the mail's. */
const otherLanguage = ({ language = MAIL_LANGUAGE }: { language?: string }): string | undefined =>
  langAmong(language, MAIL_LANGUAGE);

function Block({ block }: { block: MailBlock }) {
  if ("text" in block) return <p lang={otherLanguage(block)}>{block.text}</p>;
  if ("list" in block)
    return (
      <ul>
        {block.list.map((each) => (
          <li>{each}</li>
        ))}
      </ul>
    );
  if ("quote" in block)
    return (
      <blockquote lang={otherLanguage(block)} style="margin:0;padding-left:12px;border-left:3px solid #ccc">
        {block.quote}
      </blockquote>
    );
  if ("label" in block)
    return (
      <p>
        <a href={block.link} lang={otherLanguage(block)}>
          {block.label}
        </a>
        <br />
        <span style="font-size:14px;color:#55534e;word-break:break-all">{block.link}</span>
      </p>
    );
  return (
    <p>
      {block.facts.map(([name, value], at) => (
        <>
          {at > 0 && <br />}
          {name}: <b>{value}</b>
        </>
      ))}
    </p>
  );
}
