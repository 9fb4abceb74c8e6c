import { describe, expect, test } from 'vitest';
import { type GatewayApi, gatewayApi, newestRelease } from '../../emit/gateway-api.ts';
import type { JsonObject } from '../schema.ts';
import { areVerdictsThere, upstreamCases, verifiedVerdicts } from '../verdicts.testing.ts';
import { verifiedCases } from '../verified-cases.ts';
import { checkOffline } from './check.ts';
import { isKnown } from './kinds.ts';

if (!areVerdictsThere) console.warn('skipped: agreement with recorded verdicts, for ../shared is not there');

const channels = ['standard', 'experimental'] as const;

/** An object, and whether a real API server refused it. */
interface Case {
  readonly title: string;
  readonly object: JsonObject;
  readonly refused: boolean;
}

/** Titles of those on which we say something else than the server did, of the kinds that we know. */
function disagreements(
  cases: readonly Case[],
  api: GatewayApi,
): { readonly count: number; readonly titles: readonly string[] } {
  const known = cases.filter(({ object }) => isKnown(String(object['apiVersion']), String(object['kind'])));
  const titles = known.filter(({ object, refused }) => refuses(object, api) !== refused).map(({ title }) => title);
  return { count: known.length, titles };
}

/** A field that the channel does not have is no reason to refuse an object: the server drops it. */
const refuses = (object: JsonObject, api: GatewayApi): boolean =>
  checkOffline(object, api).some(({ type }) => type !== 'Unknown');

describe.skipIf(!areVerdictsThere)('agreement with verdicts of a real API server', () => {
  test.each(channels)('on the objects of the upstream suite, %s', (channel) => {
    const cases = upstreamCases().filter((each) => each.channel === channel);
    const { count, titles } = disagreements(
      cases.map(({ test: title, obj, errors }) => ({ title, object: obj, refused: errors.length > 0 })),
      gatewayApi(newestRelease, channel),
    );
    expect(count).toBeGreaterThan(100);
    expect(titles).toEqual([]);
  });

  test.each(channels)('on the verified cases, %s', (channel) => {
    const cases = verifiedVerdicts(channel).flatMap(({ title, verdict }) => {
      const object = verifiedCases[title];
      return object ? [{ title, object, refused: verdict.startsWith('❌') }] : [];
    });
    const { count, titles } = disagreements(cases, gatewayApi(newestRelease, channel));
    expect(count).toBeGreaterThan(120);
    expect(titles).toEqual([]);
  });
});

test('a hostile text is refused in no time', () => {
  const start = performance.now();
  for (const value of ['a', '-', '.', 'a.', '1h', '/a', '%2', 'https://a-.', '*.', 'a/', '!~ '].map(
    (part) => `${part.repeat(20_000)}é`,
  )) {
    const object = {
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name: value, namespace: value, labels: { [value]: value }, annotations: { [value]: value } },
      spec: {
        hostnames: [value],
        parentRefs: [{ name: value, kind: value, group: value, sectionName: value }],
        rules: [
          {
            matches: [{ path: { value }, headers: [{ name: value, value }] }],
            timeouts: { request: value },
            filters: [{ type: 'CORS', cors: { allowOrigins: [value] } }],
          },
        ],
      },
    };
    expect(checkOffline(object, gatewayApi(newestRelease, 'experimental')).length).toBeGreaterThan(9);
  }
  expect(performance.now() - start).toBeLessThan(1000);
});
