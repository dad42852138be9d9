import type { Child } from "hono/jsx";

type TableProps = { label: string; head: readonly string[]; children?: Child };

/** A table. On a phone each row becomes a record, in which each value has its cell's own `label`. */
export function Table({ label, head, children }: TableProps) {
  return (
    <table>
      <caption class="unseen">{label}</caption>
      <thead>
        <tr>
          {head.map((name) => (
            <th scope="col">{name}</th>
          ))}
        </tr>
      </thead>
      <tbody>{children}</tbody>
    </table>
  );
}

/** A table cell, with its column's name for narrow screens; the first cell of a row needs none. */
export const Cell = ({ label, children }: { label?: string; children?: Child }) => <td data-l={label}>{children}</td>;
