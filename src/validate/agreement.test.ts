import { describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { sharedCrds } from '../dev/crds.ts';
import { fieldText } from '../model/origin.ts';
import type { Finding } from './finding.ts';
import { judge } from './judge.ts';
import { areVerdictsThere, sharedText, upstreamCases, verifiedVerdicts } from './verdicts.testing.ts';
import { verifiedCases } from './verified-cases.ts';

if (!areVerdictsThere) console.warn('skipped: agreement with recorded verdicts, for ../shared is not there');

describe.skipIf(!areVerdictsThere)('agreement with verdicts of a real API server', () => {
  const gatewayApi = 'gateway-api/v1.6.1';
  const crdsOf = {
    standard: () => sharedCrds(`${gatewayApi}/standard`),
    experimental: () => sharedCrds(`${gatewayApi}/experimental`),
  };

  test.each(['standard', 'experimental'] as const)('on the objects of the upstream suite, %s', (channel) => {
    const crds = crdsOf[channel]();
    const cases = upstreamCases().filter((each) => each.channel === channel);
    const disagreements = cases.flatMap(({ test: title, obj, errors }) => {
      const findings = judge(crds, obj);
      return saysTheSame(errors, findings) ? [] : [{ title, errors, findings }];
    });
    expectAgreement(cases.length, disagreements);
  });

  test.each(['standard', 'experimental'] as const)('on the verified cases, %s', (channel) => {
    const crds = crdsOf[channel]();
    const cases = verifiedVerdicts(channel);
    const disagreements = cases.flatMap(({ title, verdict }) => {
      const object = verifiedCases[title];
      const findings = object && judge(crds, object);
      return findings && agrees(verdict, findings) ? [] : [{ title, verdict, findings }];
    });
    expectAgreement(cases.length, disagreements);
  });

  test('on the snippets for agentgateway', () => {
    const crds = sharedCrds(`${gatewayApi}/standard`, 'agentgateway/v1.4.1');
    const objects = parseAllDocuments(sharedText('reference/agentgateway-data/snippets.yaml')).map((each) =>
      each.toJS(),
    );
    expect(objects).toHaveLength(35);
    for (const object of objects) expect(judge(crds, object), object.metadata.name).toEqual([]);
  });
});

test.skipIf(!areVerdictsThere)('a hostile header value is refused in no time', () => {
  const crds = sharedCrds('gateway-api/v1.6.1/experimental');
  const objectWith = (value: string) => ({
    apiVersion: 'gateway.networking.k8s.io/v1',
    kind: 'HTTPRoute',
    metadata: { name: 'shop' },
    spec: { rules: [{ matches: [{ headers: [{ name: 'x', value }] }] }] },
  });
  expect(judge(crds, objectWith('a'))).toEqual([]);
  const start = performance.now();
  expect(judge(crds, objectWith(`${'a'.repeat(4000)}é`))).toMatchObject([{ type: 'Invalid' }]);
  expect(performance.now() - start).toBeLessThan(200);
});

function agrees(verdict: string, findings: readonly Finding[]): boolean {
  const [, mark, errors = '', pruned = ''] = /^(\S+)(.*?)(?: PRUNED\((.*)\))?$/.exec(verdict) ?? [];
  if (errors.startsWith(' no CRD')) return findings.length === 1 && findings[0]?.type === 'NotSupported';
  const unknown = findings.filter(({ type }) => type === 'Unknown').map(({ path }) => fieldText(path));
  const others = findings.filter(({ type }) => type !== 'Unknown');
  if (unknown.join() !== pruned) return false;
  return mark === '✅' ? others.length === 0 : isSaid(errors.trim(), others);
}

// The server's errors begin with a path, but for the summary of a union and the note that rules were left out.
function saysTheSame(errors: readonly string[], findings: readonly Finding[]): boolean {
  const located = errors.filter((error) => !error.startsWith('<nil>'));
  const isUnion = errors.some((error) => error.includes('must validate'));
  return located.every((error) => isSaid(error, findings)) && (isUnion || located.length === findings.length);
}

function isSaid(error: string, findings: readonly Finding[]): boolean {
  const path = error.slice(0, error.indexOf(':'));
  return findings.some((finding) => fieldText(finding.path) === path);
}

function expectAgreement(count: number, disagreements: readonly object[]): void {
  for (const each of disagreements) console.warn('differs:', each);
  expect(1 - disagreements.length / count).toBeGreaterThanOrEqual(0.995);
}
