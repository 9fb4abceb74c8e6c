import * as z from 'zod';
import type { Values } from '../../../src/annotations.ts';
import { defined } from '../../../src/defined.ts';
import type { Report } from '../../../src/diagnostics/diagnostic.ts';
import { lazily } from '../../../src/lazily.ts';
import type { Origins, Sourced } from '../../../src/model/origin.ts';
import type { SecretRef } from '../../../src/model/policies/index.ts';
import { isSubdomain } from '../../../src/subdomain.ts';
import { guarding, onlyWith } from '../gates.ts';
import { reportInert } from '../inert.ts';
import { isExemptFromAuth } from '../no-auth.ts';
import { opaque, refuse } from '../refuse.ts';
import { type At, feature } from '../site.ts';
import { basic } from '../values.ts';

const annotations = {
  'auth-type': {
    // The controller looks for the word anywhere, and takes everything but `basic` for digest.
    schema: lazily(() => z.string().regex(/basic|digest/, 'expected "basic" or "digest"')),
    doc: 'How clients log in: basic, or digest. Without it nginx reads none of the other three.',
    onInvalid: 'ingress-rejected',
    fills: ['basic-auth.users', { except: 'with digest the paths answer with an error' }],
  },
  'auth-secret': {
    schema: basic,
    doc: 'The Secret with the users, as name or namespace/name, in the namespace of the Ingress.',
    onInvalid: 'location-denied',
    fills: ['basic-auth.users'],
    gate: guarding(onlyWith('auth-type')),
  },
  'auth-secret-type': {
    schema: lazily(() => z.string().regex(/auth-file|auth-map/, 'expected "auth-file" or "auth-map"')),
    doc: 'How the Secret holds the users: auth-file, with lines of htpasswd in the key auth, or auth-map, with a user in every key. Default: auth-file.',
    onInvalid: 'ingress-rejected',
    fills: ['basic-auth.users'],
    gate: onlyWith('auth-type'),
  },
  'auth-realm': {
    schema: lazily(() =>
      z.string().regex(/^[/\-._~a-zA-Z0-9: ]*$/, 'expected letters, digits, spaces and / - . _ ~ :'),
    ),
    doc: 'What clients are told that they log in to. Default: an empty text. With "off" nginx asks nobody to log in.',
    onInvalid: 'ingress-rejected',
    fills: ['basic-auth.realm'],
    gate: onlyWith('auth-type'),
  },
} as const;

/** `auth-type`, `auth-secret`, `auth-secret-type` and `auth-realm`. */
export const basicAuth = feature({
  name: 'basic-auth',
  summary: 'Name and password of HTTP basic authentication.',
  reference: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#authentication',
  annotations,
  becomes: ['basic-auth', 'opaque-access'],
  wokenBy: [],
  lower(values, at, report) {
    const type = values['auth-type'];
    if (!type) {
      reportUnasked(values, report);
      return {};
    }
    const users = usersOf(values, type, at);
    if ('problem' in users) {
      return {
        ...refuse(users.problem, users.from, report),
        ...opaque('auth-type', users.problem, 'mend the annotations', users.from),
      };
    }
    const realm = values['auth-realm'];
    if (realm?.value === 'off') {
      const because = 'nginx takes the realm off for the word that switches it off';
      report('I2G2301', { annotation: 'auth-type', because }, [...type.from, ...realm.from]);
      return {};
    }
    if (isExemptFromAuth(at.location.path, at.config)) {
      const because = `no-auth-locations exempts the path ${at.location.written}`;
      reportInert({ 'auth-type': type }, because, report);
      return {};
    }
    if (type.value !== 'basic') {
      return opaque(
        'auth-type',
        'there is no policy for digest authentication',
        'set auth-type: basic, or let an identity provider sign users in',
        users.from,
      );
    }
    return { route: { 'basic-auth': defined({ users, realm }) } };
  },
});

type OwnValues = Values<typeof annotations>;

function reportUnasked(values: OwnValues, report: Report): void {
  const because = 'auth-type is not set';
  const { 'auth-secret': secret, ...others } = values;
  if (secret) report('I2G2301', { annotation: 'auth-secret', because }, secret.from);
  reportInert(others, because, report);
}

/** Where the users are, or why the controller answers 503 instead of asking. */
function usersOf(values: OwnValues, type: Sourced<string>, { owner, secret, inputs }: At) {
  const named = values['auth-secret'];
  const { namespace } = owner.ingress;
  if (!named) return { problem: 'auth-type is set and auth-secret is not', from: type.from };
  const list = values['auth-secret-type'];
  const from: Origins = [...type.from, ...named.from, ...(list?.from ?? [])];
  if (list && list.value !== 'auth-file' && list.value !== 'auth-map')
    return { problem: `auth-secret-type is ${list.value}, which is neither auth-file nor auth-map`, from: list.from };
  const ref = refOf(named.value, namespace);
  if (!ref)
    return {
      problem: `auth-secret names ${named.value}, which is no Secret in the namespace ${namespace} of the Ingress`,
      from: named.from,
    };
  const format = list?.value === 'auth-map' ? ('map' as const) : ('file' as const);
  const where = { ...ref, format, key: 'auth' };
  if (format === 'file' && secret(ref)?.keys.has('auth') === false)
    return { problem: `Secret ${ref.namespace}/${ref.name} has no key auth`, from: named.from };
  return { value: defined({ ...where, htpasswd: inputs.htpasswd(where) }), from };
}

/** The controller takes no Secret of another namespace, unless it is told to with allow-cross-namespace-resources. */
function refOf(text: string, own: string): SecretRef | undefined {
  const [first = '', second, ...more] = text.split('/');
  const namespace = second === undefined || first === '' ? own : first;
  const name = second ?? first;
  return namespace === own && isSubdomain(name) && more.length === 0 ? { namespace, name } : undefined;
}
