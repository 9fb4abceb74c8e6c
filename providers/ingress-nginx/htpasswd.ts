import type { Htpasswd } from '../../src/model/policies/index.ts';

/**
 * Reads a list of users as nginx does: `#` at the start of a line begins a remark, the hash ends with the line or with
 * another colon, and of several lines for one name the first counts.
 */
export function htpasswdOf(text: string): Htpasswd {
  const written = text.split('\n').filter((line) => line !== '');
  const hashes = new Map<string, string>();
  for (const line of written) {
    const [, name, hash] = /^([^#:\r][^:]*):([^:\r]*)/.exec(line) ?? [];
    if (name !== undefined && hash !== undefined && !hashes.has(name)) hashes.set(name, hash);
  }
  const lines = [...hashes].map(([name, hash]) => `${name}:${hash}`);
  return { lines, more: lines.join('\n') !== written.join('\n') };
}
