import type { Child } from "hono/jsx";

type TableProps = { label: string; head: readonly string[]; children?: Child };

/** A table. On a phone each row becomes a record: a cell's own `label` then stands beside its value. */
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

/** A cell of a table, with its column's name for screens too narrow for the head; the first of a row needs none. */
export const Cell = ({ label, children }: { label?: string; children?: Child }) => <td data-l={label}>{children}</td>;
