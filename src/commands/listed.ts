/** The values of a flag that takes several: repeated, or with commas between them. */
export const listed = (value: string, before: readonly string[] = []): readonly string[] => [
  ...before,
  ...value.split(',').filter((v) => v !== ''),
];
