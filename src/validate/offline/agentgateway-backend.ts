import { credentialRef, durationFrom } from './agentgateway-limits.ts';
import { whenSeen } from './judging.ts';
import { port, preciseHostname } from './names.ts';
import { atLeastOne, atMostOne, exactlyOne } from './rules.ts';
import { choice, fields, integer, list, text } from './shapes.ts';

const protocols = () => list(text({ min: 1, max: 64 }), { min: 1, max: 16 });
const keyExchangeGroups = () => list(choice('P-256', 'P-384', 'X25519', 'X25519_MLKEM768'));

/** What either side of a TLS connection can be told. */
export const handshake = () => ({ alpnProtocols: protocols(), keyExchangeGroups: keyExchangeGroups() });

const tls = () =>
  fields(
    {},
    {
      ...handshake(),
      sni: preciseHostname,
      mtlsCertificateRef: list(credentialRef({}), { max: 1 }),
      caCertificateRefs: list(fields({}, { name: text() }), { max: 1 }),
      insecureSkipVerify: choice('All', 'Hostname'),
      verifySubjectAltNames: list(text({ min: 1, max: 256 }), { min: 1, max: 16 }),
    },
    [
      'caCertificateRefs must not be set where nothing is verified',
      ({ insecureSkipVerify, caCertificateRefs }) => insecureSkipVerify !== 'All' || caCertificateRefs === undefined,
    ],
    atMostOne('insecureSkipVerify', 'verifySubjectAltNames'),
  );

const tcp = () =>
  fields(
    {},
    {
      connectTimeout: durationFrom(100),
      keepalive: fields({}, { time: durationFrom(1000), interval: durationFrom(1000), retries: integer(1, 64) }),
    },
  );

/** How backends are spoken to: in a policy, and in an AgentgatewayBackend. */
export const backendPolicies = () =>
  fields(
    {},
    { http: fields({}, { version: choice('HTTP1', 'HTTP2') }), tcp: whenSeen(tcp), tls: whenSeen(tls) },
    atLeastOne('ai', 'auth', 'extAuth', 'health', 'http', 'mcp', 'tcp', 'tls', 'transformation', 'tunnel'),
  );

const fixed = () =>
  fields({}, { host: text({ min: 1, max: 256 }), port, unixPath: text({ min: 1 }) }, [
    'either unixPath or both host and port must be set',
    ({ host, port, unixPath }) =>
      unixPath === undefined ? host !== undefined && port !== undefined : host === undefined && port === undefined,
  ]);

/** `AgentgatewayBackend.spec`, as far as we write it. */
export const agentgatewayBackend = () =>
  fields(
    {},
    { static: fixed(), policies: backendPolicies() },
    exactlyOne('ai', 'static', 'dynamicForwardProxy', 'mcp', 'aws', 'a2a'),
  );
