type Chunk<T> = readonly [T, ...T[]];

/** A list in pieces of at most `most` items, in order: most lists are one piece. */
export function chunks<T>(all: readonly T[], most: number): readonly Chunk<T>[] {
  if (all.length > 0 && all.length <= most) return [all as Chunk<T>];
  const pieces: Chunk<T>[] = [];
  for (let i = 0; i < all.length; i += most) pieces.push(all.slice(i, i + most) as unknown as Chunk<T>);
  return pieces;
}
