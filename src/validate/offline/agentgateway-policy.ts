import { backendPolicies, handshake } from './agentgateway-backend.ts';
import { durationFrom, expression } from './agentgateway-limits.ts';
import { traffic } from './agentgateway-traffic.ts';
import { type Rule, whenSeen } from './judging.ts';
import { group, kind, port, refName, sectionName } from './names.ts';
import { backendRef } from './refs.ts';
import { areEqual, atLeastOne, atMostOne, countOf, exactlyOne } from './rules.ts';
import { choice, fields, list, mapOf, text } from './shapes.ts';

const version = () => choice('1.2', '1.3');
const suites = [
  'TLS13_AES_128_GCM_SHA256',
  'TLS13_AES_256_GCM_SHA384',
  'TLS13_CHACHA20_POLY1305_SHA256',
  ...['ECDSA', 'RSA'].flatMap((key) =>
    ['AES_128_GCM_SHA256', 'AES_256_GCM_SHA384', 'CHACHA20_POLY1305_SHA256'].map(
      (cipher) => `TLS_ECDHE_${key}_WITH_${cipher}`,
    ),
  ),
];

const tls = () =>
  fields(
    {},
    {
      ...handshake(),
      cipherSuites: list(choice(...suites)),
      handshakeTimeout: durationFrom(100),
      minProtocolVersion: version(),
      maxProtocolVersion: version(),
    },
    atLeastOne(
      'alpnProtocols',
      'cipherSuites',
      'handshakeTimeout',
      'keyExchangeGroups',
      'maxProtocolVersion',
      'minProtocolVersion',
    ),
  );

const tracing = () =>
  fields(
    { backendRef },
    {
      protocol: choice('GRPC', 'HTTP'),
      path: text({ min: 1, max: 1024 }, ['must begin with /', (path) => path.startsWith('/')]),
      filter: expression,
      clientSampling: expression,
      randomSampling: expression,
    },
    // Without a protocol it is GRPC.
    ['path must be set with protocol HTTP only', ({ path, protocol }) => path === undefined || protocol === 'HTTP'],
  );

const frontend = () =>
  fields(
    {},
    {
      accessLog: fields({}, { filter: expression }),
      proxyProtocol: fields({}, { mode: choice('Optional', 'Strict'), version: choice('All', 'V1', 'V2') }),
      tls: whenSeen(tls),
      tracing: whenSeen(tracing),
    },
    atLeastOne(
      'accessLog',
      'connect',
      'http',
      'metrics',
      'networkAuthorization',
      'proxyProtocol',
      'tcp',
      'tls',
      'tracing',
    ),
  );

/** What comes before a listener is chosen. */
const ofPorts = ['tcp', 'networkAuthorization', 'tls', 'http', 'proxyProtocol', 'connect'];

/** The kinds that a policy can be attached to, with their groups. */
const groups: Readonly<Record<string, string>> = {
  Service: '',
  AgentgatewayBackend: 'agentgateway.dev',
  Gateway: 'gateway.networking.k8s.io',
  ListenerSet: 'gateway.networking.k8s.io',
  HTTPRoute: 'gateway.networking.k8s.io',
  GRPCRoute: 'gateway.networking.k8s.io',
  InferencePool: 'inference.networking.k8s.io',
};

interface Target {
  readonly group: string;
  readonly kind: string;
  readonly sectionName?: string;
  readonly port?: number;
}

const targetRules: readonly Rule<readonly Target[]>[] = [
  [
    `must be one of ${Object.keys(groups).join(', ')}, with its group`,
    (all) => all.every(({ kind, group }) => Object.hasOwn(groups, kind) && groups[kind] === group),
  ],
  ['must all be of one kind', (all) => areEqual(all, ({ kind }) => kind)],
];

const part = { sectionName, port };
const oneWay = atMostOne('sectionName', 'port');
const most = { min: 1, max: 16 };

const targetRefs = () => list(fields({ group, kind, name: refName }, part, oneWay), most, ...targetRules);
const targetSelectors = () =>
  list(fields({ group, kind, matchLabels: mapOf(text()) }, part, oneWay), most, ...targetRules);

interface Policy {
  readonly targetRefs?: readonly Target[];
  readonly targetSelectors?: readonly Target[];
  readonly traffic?: { readonly phase?: string };
  readonly frontend?: object;
  readonly backend?: object;
}

const targets = ({ targetRefs = [], targetSelectors = [] }: Policy) => [...targetRefs, ...targetSelectors];

const rules: readonly Rule<Policy>[] = [
  atLeastOne('traffic', 'frontend', 'backend'),
  exactlyOne('targetRefs', 'targetSelectors'),
  [
    'frontend must be set for a Gateway only',
    (policy) => !policy.frontend || targets(policy).every(({ kind }) => kind === 'Gateway'),
    'frontend',
  ],
  [
    `none of ${ofPorts.join(', ')} may be set for one listener`,
    (policy) =>
      !policy.frontend ||
      countOf(policy.frontend, ofPorts) === 0 ||
      targets(policy).every(({ sectionName }) => sectionName === undefined),
    'frontend',
  ],
  [
    'a port must be targeted with frontend only',
    (policy) =>
      targets(policy).every(({ port }) => port === undefined) ||
      (policy.frontend !== undefined && !policy.traffic && !policy.backend),
  ],
  [
    'traffic must be set for a Gateway, ListenerSet, HTTPRoute, GRPCRoute or InferencePool only',
    (policy) =>
      !policy.traffic || targets(policy).every(({ kind }) => kind !== 'Service' && kind !== 'AgentgatewayBackend'),
    'traffic',
  ],
  [
    'before a route is chosen, a Gateway or ListenerSet must be targeted',
    (policy) =>
      policy.traffic?.phase !== 'PreRouting' ||
      targets(policy).every(({ kind }) => ['Gateway', 'ListenerSet'].includes(kind)),
    'traffic',
  ],
];

/** `AgentgatewayPolicy.spec`, as far as we write it. */
export const agentgatewayPolicy = () =>
  fields(
    {},
    {
      targetRefs: targetRefs(),
      targetSelectors: whenSeen(targetSelectors),
      traffic: whenSeen(traffic),
      frontend: whenSeen(frontend),
      backend: whenSeen(backendPolicies),
    },
    ...rules,
  );
