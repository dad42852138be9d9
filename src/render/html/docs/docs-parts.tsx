import { Cell, Table } from "../kit/table.tsx";

/** A sentence from the API's description; names in backticks become code. */
export const Prose = ({ text }: { text: string }) => (
  <>{text.split("`").map((part, at) => (at % 2 === 0 ? part : <code>{part}</code>))}</>
);

type MembersProps = { label: string; head: readonly [string, string]; rows: readonly (readonly [string, string])[] };

/** Names with their meaning. On a phone the meaning is below the name, so it needs no label. */
export const Members = ({ label, head, rows }: MembersProps) => (
  <Table label={label} head={head}>
    {rows.map(([name, meaning]) => (
      <tr>
        <td>
          <code>{name}</code>
        </td>
        <Cell>
          <Prose text={meaning} />
        </Cell>
      </tr>
    ))}
  </Table>
);

/** An operation as the API's description lists it. */
export type Operation = { method: string; path: string; summary: string; tag: string };

/** The paths of operations, with what each does. */
export const Operations = ({ label, operations }: { label: string; operations: readonly Operation[] }) => (
  <Members
    label={label}
    head={["Address", "What it does"]}
    rows={operations.map(({ method, path, summary }) => [`${method} ${path}`, summary])}
  />
);

/** Code in its own scrollable box, which the keyboard can scroll too, so that the page never scrolls sideways. */
export const Source = ({ name, text }: { name: string; text: string }) => (
  <figure class="source" tabindex={0} aria-label={name}>
    <pre>
      <code>{text}</code>
    </pre>
  </figure>
);

export type Sample = { language: string; file: string; text: string };

/** The same program in several languages, each in its own fold. The first is open. */
export const Samples = ({ samples }: { samples: readonly Sample[] }) => (
  <div>
    {samples.map(({ language, file, text }, at) => (
      <details class="fold" open={at === 0}>
        <summary>
          {language}: <code>{file}</code>
        </summary>
        <Source name={file} text={text} />
      </details>
    ))}
  </div>
);
