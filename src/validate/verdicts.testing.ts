import { existsSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { JsonObject } from './schema.ts';

const shared = new URL('../../../shared/', import.meta.url);

/** Whether the recorded verdicts are present. */
export const areVerdictsThere = existsSync(shared);

/** A file beside the verdicts. */
export const sharedText = (path: string): string => readFileSync(new URL(path, shared), 'utf8');

/** An object of the upstream suite, and what a real API server said to it. */
export interface UpstreamCase {
  readonly channel: 'standard' | 'experimental';
  readonly test: string;
  readonly obj: JsonObject;
  readonly old: JsonObject | null;
  readonly status: boolean;
  readonly errors: readonly string[];
}

/** The recorded cases, less updates of the object or of its status: those are not what we judge. */
export function upstreamCases(): readonly UpstreamCase[] {
  const lines = gunzipSync(readFileSync(new URL('reference/gateway-api/upstream-cel-corpus.jsonl.gz', shared)));
  const cases: UpstreamCase[] = lines
    .toString()
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return cases.filter(({ old, status }) => old === null && !status);
}

/**
 * The recorded verdicts by titles. A line is `title | verdict of standard || EXP: verdict of experimental`; without the latter,
 * they are the same.
 */
export function verifiedVerdicts(channel: 'standard' | 'experimental'): readonly { title: string; verdict: string }[] {
  const lines = sharedText('reference/gateway-api/verified-cases.txt').trim().split('\n');
  return lines.map((line) => {
    const [title = '', verdicts = ''] = line.split(/ \| (.*)/);
    const [standard = '', experimental = standard] = verdicts.split(' || EXP: ');
    return { title, verdict: channel === 'standard' ? standard : experimental };
  });
}
