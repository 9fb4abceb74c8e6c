/** A release by its numbers: major, minor, patch. */
export type Release = readonly [major: number, minor: number, patch: number];

/** Reads `1.4`, `1.4.1` or `v1.4.1`; `undefined` for anything else. */
export function parseRelease(text: string): Release | undefined {
  const [, major, minor, patch = '0'] = /^v?(\d{1,3})\.(\d{1,3})(?:\.(\d{1,3}))?$/.exec(text) ?? [];
  return major === undefined || minor === undefined ? undefined : [Number(major), Number(minor), Number(patch)];
}

/** Whether a release is the other one or came after it. */
export function atLeast(release: Release, other: Release): boolean {
  const at = release.findIndex((number, i) => number !== other[i]);
  return at < 0 || (release[at] ?? 0) > (other[at] ?? 0);
}

/** Whether a release brings more than mends to another one: whether its first two numbers are higher. */
export const isOfNewerLine = ([major, minor]: Release, other: Release): boolean =>
  major > other[0] || (major === other[0] && minor > other[1]);

/** As people write it. */
export const releaseText = (release: Release): string => release.join('.');
