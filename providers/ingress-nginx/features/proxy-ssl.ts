import * as z from 'zod';
import type { Values } from '../../../src/annotations.ts';
import { defined } from '../../../src/defined.ts';
import type { Report } from '../../../src/diagnostics/diagnostic.ts';
import { lazily } from '../../../src/lazily.ts';
import type { Sourced } from '../../../src/model/origin.ts';
import type { BackendTls, SecretRef } from '../../../src/model/policies/index.ts';
import { isSubdomain } from '../../../src/subdomain.ts';
import { onlyWith } from '../gates.ts';
import { reportInert } from '../inert.ts';
import { referenceOf } from '../reference.ts';
import { refuse } from '../refuse.ts';
import { type At, feature, type NginxIngress, nameOf, type SecretLookup } from '../site.ts';
import { integer, onOff, serverName } from '../values.ts';
import { backendProtocol } from './backend-protocol.ts';

const secretName = lazily(() => z.string().regex(/^[-._~a-zA-Z0-9/:]+$/, 'expected "namespace/name"'));
const versions = lazily(() =>
  z
    .string()
    .regex(/^(TLSv1\.[23]| )*$/, 'expected TLSv1.2, TLSv1.3 or both')
    .transform((v) => v.split(' ').filter((version) => version !== '')),
);
const cipherList = lazily(() => z.string().regex(/^[A-Za-z0-9+:_\-!]*$/, 'expected a cipher list of OpenSSL'));

const annotations = {
  'proxy-ssl-secret': {
    schema: secretName,
    doc: 'The Secret, as namespace/name, with tls.crt and tls.key to present and ca.crt to verify with. Without it nginx reads none of the other proxy-ssl annotations.',
    onInvalid: 'ingress-rejected',
    fills: ['backend-tls.clientCertificate', 'backend-tls.authority'],
  },
  'proxy-ssl-verify': {
    schema: onOff,
    doc: "Verify the backend's certificate. Default: off.",
    onInvalid: 'default',
    fills: [
      'backend-tls.verify',
      {
        except:
          'without proxy-ssl-name the certificate has to bear the address of the backend; ingress-nginx answers 502',
        rare: true,
      },
    ],
    gate: onlyWith('proxy-ssl-secret'),
  },
  'proxy-ssl-name': {
    schema: serverName,
    doc: 'The name to verify, and to send in SNI.',
    onInvalid: 'default',
    fills: ['backend-tls.serverName', 'backend-tls.sendSni'],
    gate: onlyWith('proxy-ssl-secret'),
  },
  'proxy-ssl-server-name': {
    schema: onOff,
    doc: 'Send SNI. Default: off.',
    onInvalid: 'default',
    fills: ['backend-tls.sendSni'],
    gate: onlyWith('proxy-ssl-secret'),
  },
  'proxy-ssl-verify-depth': {
    schema: integer,
    doc: 'How long a chain of certificates may be. Default: 1.',
    onInvalid: 'default',
    fills: ['backend-tls.verifyDepth'],
    gate: onlyWith('proxy-ssl-secret'),
  },
  'proxy-ssl-protocols': {
    schema: versions,
    doc: 'The TLS versions to offer. Default: TLSv1.2.',
    onInvalid: 'default',
    fills: ['backend-tls.protocols'],
    gate: onlyWith('proxy-ssl-secret'),
  },
  'proxy-ssl-ciphers': {
    schema: cipherList,
    doc: 'The ciphers to offer. Default: DEFAULT.',
    onInvalid: 'default',
    fills: ['backend-tls.ciphers'],
    gate: onlyWith('proxy-ssl-secret'),
  },
} as const;

/** `proxy-ssl-*`: TLS between the proxy and the backend. `backend-protocol` switches it on. */
export const proxySsl = feature({
  name: 'proxy-ssl',
  summary: 'TLS from the proxy to the backend, with or without a client certificate.',
  reference:
    'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#backend-certificate-authentication',
  annotations,
  becomes: ['backend-tls'],
  lower(values, at, report) {
    const protocol = at.owner.valuesOf(backendProtocol)['backend-protocol'];
    switch (protocol?.value) {
      // grpc_pass reads no proxy_ssl directive, and the controller writes no grpc_ssl ones.
      case 'GRPCS':
        reportInert(values, 'nginx reads it for HTTPS only', report);
        return tls({ verify: { value: false, from: protocol.from } });
      case 'GRPC':
      case 'FCGI':
      case 'AUTO_HTTP':
        reportInert(values, `nginx reads it for HTTPS only, and backend-protocol is ${protocol.value}`, report);
        return {};
      case 'HTTPS':
        return overHttps(values, at, report, { value: false, from: protocol.from });
      case 'HTTP':
      case undefined: {
        const asked =
          values['proxy-ssl-secret'] ??
          values['proxy-ssl-verify'] ??
          values['proxy-ssl-name'] ??
          values['proxy-ssl-server-name'];
        if (!asked) {
          reportInert(values, 'backend-protocol is not HTTPS', report);
          return {};
        }
        report('I2G2201', { service: at.upstream.service }, asked.from);
        return overHttps(values, at, report, { value: false, from: asked.from });
      }
    }
  },
});

type OwnValues = Values<typeof annotations>;

function overHttps(values: OwnValues, { owner, server, secret }: At, report: Report, off: Sourced<false>) {
  const named = values['proxy-ssl-secret'];
  if (!named) {
    reportInert(values, 'proxy-ssl-secret is not set', report);
    const inherited = server.backendTls;
    if (!inherited) return tls({ verify: off });
    report('I2G2206', { by: nameOf(inherited.by), to: nameOf(owner) }, [...off.from, ...inherited.tls.verify.from]);
    return tls(inherited.tls);
  }
  const name = values['proxy-ssl-name'];
  const verify = values['proxy-ssl-verify'];
  if (name && verify?.value && !isHostname(name.value)) {
    const because = `proxy-ssl-name ${name.value} is no host name, so the certificate of the backend cannot be compared with it`;
    return refuse(because, name.from, report);
  }
  const ref = secretRefOf(named.value, owner, (code) =>
    report(code, { secret: named.value, namespace: owner.ingress.namespace }, named.from),
  );
  if (!ref) return { refused: { value: 'nginx answers 503, as the Secret is in another namespace', from: named.from } };
  if (!isSubdomain(ref.name)) return refuse(`no Secret can be called ${ref.name}`, named.from, report);
  return tls(settingsOf(values, { value: ref, from: named.from }, secret, report));
}

const tls = (spec: BackendTls) => ({ backend: { 'backend-tls': spec } });

/**
 * The controller takes `namespace/name` in the Ingress's own namespace, and answers 503 for everything else. A bare name
 * can mean one Secret only, so it is taken; another namespace is refused.
 */
function secretRefOf(
  text: string,
  { ingress }: NginxIngress,
  report: (code: 'I2G2202' | 'I2G2203') => void,
): SecretRef | undefined {
  if (!text.includes('/')) {
    report('I2G2202');
    return { namespace: ingress.namespace, name: text };
  }
  const ref = referenceOf(text);
  if (ref?.namespace === ingress.namespace) return ref;
  report('I2G2203');
  return undefined;
}

/** What the controller makes of the Secret's keys: without `ca.crt` it writes neither file, and nothing is presented or verified. */
export function settingsOf(
  values: OwnValues,
  ref: Sourced<SecretRef>,
  secret: SecretLookup,
  report: Report,
): BackendTls {
  const facts = secret(ref.value);
  const off = { value: false, from: ref.from };
  if (facts && !facts.keys.has('ca.crt')) {
    report('I2G2204', { secret: `${ref.value.namespace}/${ref.value.name}` }, ref.from);
    return { verify: off };
  }
  const pair = !facts || (facts.keys.has('tls.crt') && facts.keys.has('tls.key'));
  const verify = values['proxy-ssl-verify'] ?? off;
  const name = values['proxy-ssl-name'];
  // Without verification a name is only sent, and what is no host name cannot be.
  const serverName = name && isHostname(name.value) ? name : undefined;
  if (name && !serverName) reportInert({ 'proxy-ssl-name': name }, 'it is no host name', report);
  if (verify.value && !serverName) report('I2G2205', {}, verify.from);
  return defined({
    verify,
    clientCertificate: pair ? ref : undefined,
    authority: { value: defined({ ...ref.value, pem: facts?.ca }), from: ref.from },
    serverName,
    sendSni: values['proxy-ssl-server-name'] ?? (serverName && { value: false, from: serverName.from }),
    protocols: values['proxy-ssl-protocols'],
    ciphers: values['proxy-ssl-ciphers'],
    verifyDepth: values['proxy-ssl-verify-depth'],
  });
}

const isHostname = (text: string): boolean => isSubdomain(text.toLowerCase()) && !/^\d+(\.\d+){3}$/.test(text);
