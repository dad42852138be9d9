import type { Child } from "hono/jsx";

type TableProps = { label: string; head: readonly string[]; children?: Child };

/** A table that scrolls by itself where a phone is too narrow for it, and can be reached with the keyboard then. */
export function Table({ label, head, children }: TableProps) {
  return (
    <section class="scroll" tabindex={0} aria-label={label}>
      <table>
        <thead>
          <tr>
            {head.map((name) => (
              <th scope="col">{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </section>
  );
}
