import { KIT } from "../../model/policy.ts";
import { elementsOf, type KitElement } from "./nodes.ts";

/** A slot in a table's grid: a cell's own, or one beside or below it that the cell spans. */
export type Slot = { cell: KitElement; columns: number; place: "own" | "beside" | "below" };

/** Returns the caption of a table. */
export const captionOf = ({ children }: KitElement): KitElement | undefined =>
  elementsOf(children).find(({ name }) => name === "caption");

/** Returns the rows of a table, in whatever section they are. */
const rowsOf = ({ children }: KitElement): KitElement[] =>
  elementsOf(children).flatMap((child) =>
    child.name === "tr" ? [child] : child.name === "caption" ? [] : rowsOf(child),
  );

/** Returns a table as a grid in which every cell is in its own column, even next to merged cells. */
export function gridOf(table: KitElement): Slot[][] {
  const rows = rowsOf(table).map((row) => elementsOf(row.children));
  const area = rows.flat().reduce((sum, cell) => sum + spanOf(cell, "colspan") * spanOf(cell, "rowspan"), 0);
  const span = area > KIT.tableCells ? () => 1 : spanOf;
  const grid: Slot[][] = rows.map(() => []);
  for (const [at, cells] of rows.entries())
    for (const cell of cells) join(grid.slice(at, at + span(cell, "rowspan")), cell, span(cell, "colspan"));
  return grid.map((row) => Array.from(row, (slot) => slot ?? EMPTY));
}

const EMPTY: Slot = { cell: { name: "td", attributes: {}, children: [] }, columns: 1, place: "own" };

/** Puts a cell into the first free slot of the first row, and into all slots that it spans. */
function join(rows: Slot[][], cell: KitElement, columns: number): void {
  const [own = []] = rows;
  let first = 0;
  while (own[first] !== undefined) first += 1;
  for (const row of rows)
    for (let column = first; column < first + columns; column += 1)
      row[column] = { cell, columns, place: column > first ? "beside" : row === own ? "own" : "below" };
}

const spanOf = ({ attributes }: KitElement, name: "colspan" | "rowspan"): number =>
  Math.min(KIT.joinedCells, Math.max(1, Number(attributes[name] ?? 1) || 1));
