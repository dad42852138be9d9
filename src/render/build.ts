/** Counts the ways in which the same data was ever rendered. It is part of every ETag: who changes an output counts it up. */
export const BUILD = 4;
