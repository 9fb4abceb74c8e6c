/** A list in pieces of at most `most` items, in order. */
export function chunks<T>(all: readonly T[], most: number): [T, ...T[]][] {
  const pieces: [T, ...T[]][] = [];
  for (let i = 0; i < all.length; i += most) pieces.push(all.slice(i, i + most) as [T, ...T[]]);
  return pieces;
}
