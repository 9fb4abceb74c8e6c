/** A list in pieces of at most `most` items, in order. */
export function chunks<T>(all: readonly T[], most: number): T[][] {
  const pieces: T[][] = [];
  for (let i = 0; i < all.length; i += most) pieces.push(all.slice(i, i + most));
  return pieces;
}
