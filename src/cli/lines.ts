/** Yields the lines of a text that arrives in chunks, holding only one at a time. */
export async function* linesOf(pieces: AsyncIterable<Buffer> | Iterable<Buffer>): AsyncGenerator<string> {
  let begun: Buffer[] = [];
  for await (const piece of pieces) {
    let from = 0;
    for (let end = piece.indexOf("\n"); end >= 0; end = piece.indexOf("\n", from)) {
      yield Buffer.concat([...begun, piece.subarray(from, end)]).toString("utf8");
      begun = [];
      from = end + 1;
    }
    begun.push(piece.subarray(from));
  }
  const rest = Buffer.concat(begun).toString("utf8");
  if (rest !== "") yield rest;
}
