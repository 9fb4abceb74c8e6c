import { describe, expect, it } from 'vitest';
import { convert } from './convert.ts';
import { releaseCrds } from './dev/crds.ts';
import { type EstateSettings, estate } from './dev/estate.ts';
import { existingGateway, layoutOf } from './dev/topologies.ts';
import type { KubernetesObject } from './emit/fragment.ts';
import { gatewayApi, newestRelease } from './emit/gateway-api.ts';
import { emitters, providers } from './registry.ts';
import { parseRelease } from './release.ts';
import { agentgatewayProfile, gatewayApiProfile } from './simulate/profile.ts';
import { simulate } from './simulate/simulate.ts';
import { judge } from './validate/judge.ts';

/** More rounds find more: `ROUNDS=20000 npx vitest run src/never-open.test.ts`. */
const rounds = Number(process.env['ROUNDS'] ?? 60);

/** Every Ingress has one of these, and nothing that takes it back. */
const guards: Readonly<Record<string, EstateSettings>> = {
  'an allow list': {
    everywhere: { 'allowlist-source-range': '10.0.0.0/8' },
    without: /^(satisfy|whitelist-source-range)$/,
  },
  'a deny list': {
    everywhere: { 'denylist-source-range': '198.18.0.0/15' },
    without: /^satisfy$/,
  },
  'basic authentication': {
    everywhere: { 'auth-type': 'basic', 'auth-secret': 'users' },
    without: /^(satisfy|auth-realm|auth-secret-type)$/,
  },
  'an authentication service': {
    everywhere: { 'auth-url': 'http://auth.default.svc.cluster.local/verify' },
    without: /^(satisfy|enable-global-auth)$/,
  },
  'an authentication service of the controller': {
    config: { 'global-auth-url': 'http://auth.default.svc.cluster.local/verify' },
    without: /^(satisfy|enable-global-auth)$/,
  },
  'two ways in that are both closed': {
    everywhere: {
      satisfy: 'any',
      'allowlist-source-range': '10.0.0.0/8',
      'auth-type': 'basic',
      'auth-secret': 'users',
    },
    without: /^(auth-realm|auth-secret-type|whitelist-source-range)$/,
  },
  'an address or leave of a service': {
    everywhere: {
      satisfy: 'any',
      'allowlist-source-range': '10.0.0.0/8',
      'auth-url': 'http://auth.default.svc.cluster.local/verify',
    },
    without: /^(enable-global-auth|whitelist-source-range)$/,
  },
  'a certificate with a name': {
    everywhere: { 'auth-tls-secret': 'default/clients', 'auth-tls-match-cn': 'CN=anna' },
    without: /^auth-tls-/,
  },
  'a snippet that denies': {
    everywhere: { 'configuration-snippet': 'allow 10.0.0.0/8; deny all;' },
    // nginx looks at the list of an annotation first, which may let everybody in.
    without: /^(satisfy|(configuration|server)-snippet|(allow|white)list-source-range)$/,
  },
  'a snippet that asks for a header': {
    everywhere: { 'configuration-snippet': 'if ($http_x_key != "s3cret") { return 403; }' },
    without: /^(configuration|server)-snippet$/,
  },
};

/** What the output is for, in turn. */
const releases = [
  { api: '1.6.1', agentgateway: '1.4.1' },
  { api: '1.4.1', agentgateway: '1.0.1' },
  { api: '1.5.1', agentgateway: '1.2.1' },
  { api: '1.6.1', agentgateway: '1.3.1' },
  { api: '1.4.1', agentgateway: '1.1.0' },
  { api: '1.6.1', agentgateway: '1.4.1', channel: 'experimental' as const },
  { api: '1.4.1', agentgateway: '1.4.1', channel: 'experimental' as const },
].map((release) => ({
  channel: 'standard' as const,
  ...release,
  definitions: releaseCrds(release.api, release.agentgateway, release.channel),
}));
type Release = (typeof releases)[number];

/** The emitter, for a release. */
function dialectOf(emitter: (typeof emitters)[number], { api, agentgateway, channel }: Release) {
  const release = parseRelease(api);
  const options = emitter.name === 'agentgateway' ? { version: agentgateway } : {};
  return emitter.open(options, release && gatewayApi(release, channel));
}

/** A policy that the API server refuses guards nothing. */
const isThere = (object: KubernetesObject, { definitions }: Release): boolean =>
  object.kind !== 'AgentgatewayPolicy' || !definitions || judge(definitions, object as never).length === 0;

const hosts = ['shop.example.com', 'admin.example.com', 'any.example.com', 'other.example.org'];
const paths = [
  '/',
  '/docs',
  '/docs/x',
  '/api/v1/x',
  '/cart/1',
  '/a.b',
  '/aXb',
  '//docs',
  '/%64ocs',
  '/DOCS',
  '/x/../docs',
];
const requests = hosts.flatMap((host) =>
  paths.flatMap((path) =>
    (['http', 'https'] as const).flatMap((scheme) =>
      ['GET', 'OPTIONS'].map((method) => ({
        scheme,
        host,
        path,
        method,
        clientAddress: '198.18.7.9',
        headers: {
          origin: 'https://evil.example',
          'x-canary': 'always',
          cookie: 'canary=always',
          'x-forwarded-for': '10.1.2.3',
          'x-real-ip': '10.1.2.3',
        },
      })),
    ),
  ),
);

/** Converts an estate for one layout of Gateways, and says what a stranger reaches. */
function reached(emitter: (typeof emitters)[number], seed: number, about: EstateSettings) {
  const release = releases[seed % releases.length] as Release;
  const api = gatewayApi(parseRelease(release.api) ?? newestRelease);
  // Each release meets each layout.
  const { name, settings, namespaces = ['default'] } = layoutOf(Math.floor(seed / releases.length), api);
  const items = estate(seed, { ...about, namespaces: about.only ? ['default', 'admin', 'web'] : namespaces });
  const { objects } = convert({
    inputs: [{ path: 'estate.json', text: JSON.stringify({ apiVersion: 'v1', kind: 'List', items }) }],
    providers: providers.map((provider) => provider.open({})),
    emission: { dialect: dialectOf(emitter, release), others: [], settings },
  });
  const printed = [existingGateway, ...objects.map(({ object }) => object)].filter((object) =>
    isThere(object, release),
  );
  const profile = emitter.name === 'agentgateway' ? agentgatewayProfile : gatewayApiProfile;
  const letIn = requests.flatMap((request) => {
    const { backend } = simulate(printed as never, request, profile);
    return backend ? [{ request, backend }] : [];
  });
  return { letIn, what: `seed ${seed}, ${name}` };
}

describe('a stranger is never let in', () => {
  for (const [guard, about] of Object.entries(guards)) {
    for (const emitter of emitters) {
      it(`by ${emitter.name}, where every Ingress has ${guard}`, { timeout: 3_600_000 }, () => {
        for (let seed = 1; seed <= rounds; seed++) {
          const { letIn, what } = reached(emitter, seed, about);
          expect(letIn, what).toEqual([]);
        }
      });
    }
  }
});

describe('a stranger never gets at a guarded namespace, whoever shares its hosts', () => {
  for (const emitter of emitters) {
    for (const only of ['admin', 'web']) {
      it(`${only}, by ${emitter.name}`, { timeout: 3_600_000 }, () => {
        const about = { ...guards['an allow list'], only };
        let others = 0;
        for (let seed = 1; seed <= rounds * 2; seed++) {
          const { letIn, what } = reached(emitter, seed, about);
          // A canary is guarded as the path that it joins, whatever its own namespace asks for.
          const guarded = letIn.filter(({ backend }) => backend.namespace === only && backend.name !== 'next');
          expect(guarded, what).toEqual([]);
          others += letIn.length;
        }
        // The others are open, in some of the estates at least.
        expect(others).toBeGreaterThan(0);
      });
    }
  }
});
