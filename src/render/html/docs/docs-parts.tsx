import { Cell, Table } from "../kit/table.tsx";

/** A sentence of the API's description, whose names stand between backticks. */
export const Prose = ({ text }: { text: string }) => (
  <>{text.split("`").map((part, at) => (at % 2 === 0 ? part : <code>{part}</code>))}</>
);

type MembersProps = { label: string; head: readonly [string, string]; rows: readonly (readonly [string, string])[] };

/** Names with what they mean. On a phone, the meaning stands below its name, and needs no label. */
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

/** An operation of the API, as the description has it. */
export type Operation = { method: string; path: string; summary: string; tag: string };

/** The addresses of operations, with what each does. */
export const Operations = ({ label, operations }: { label: string; operations: readonly Operation[] }) => (
  <Members
    label={label}
    head={["Address", "What it does"]}
    rows={operations.map(({ method, path, summary }) => [`${method} ${path}`, summary])}
  />
);

/** Lines of code. They scroll inside their own box, also with the keyboard, so that the page never does. */
export const Source = ({ name, text }: { name: string; text: string }) => (
  <figure class="source" tabindex={0} aria-label={name}>
    <pre>
      <code>{text}</code>
    </pre>
  </figure>
);

export type Sample = { language: string; file: string; text: string };

/** The same program in several languages, each under its own fold. The first is open. */
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
