import * as z from 'zod';
import type { AnnotationSpec, Values } from '../../../src/annotations.ts';
import type { Origin, Origins, Sourced } from '../../../src/model/origin.ts';
import { feature, type NginxIngress, type Server } from '../site.ts';
import { decidingDirective } from '../snippet.ts';

const text = z.string();
const doc = 'Not converted yet: the routes that it guards answer with an error.';
const onInvalid = 'default';

/** Guards the locations of its own Ingress. */
const perLocation = [
  'auth-type',
  'auth-secret',
  'auth-secret-type',
  'auth-realm',
  'auth-url',
  'auth-method',
  'auth-signin',
  'auth-signin-redirect-param',
  'auth-response-headers',
  'auth-proxy-set-headers',
  'auth-request-redirect',
  'auth-cache-key',
  'auth-cache-duration',
  'auth-always-set-cookie',
  'auth-keepalive',
  'auth-keepalive-share-vars',
  'auth-keepalive-requests',
  'auth-keepalive-timeout',
  'auth-snippet',
] as const;

/** nginx verifies client certificates before it looks at paths: these guard the whole host. */
const perHost = [
  'auth-tls-secret',
  'auth-tls-verify-client',
  'auth-tls-verify-depth',
  'auth-tls-error-page',
  'auth-tls-pass-certificate-to-upstream',
  'auth-tls-match-cn',
] as const;

/** Raw nginx configuration, of which only the access control in it concerns this feature. */
const snippets = ['configuration-snippet', 'server-snippet'] as const;

const specsOf = <const N extends string>(names: readonly N[]) =>
  Object.fromEntries(names.map((name) => [name, { schema: text, doc, onInvalid }])) as Record<
    N,
    AnnotationSpec<z.ZodString>
  >;

const annotations = { ...specsOf(perLocation), ...specsOf(perHost), ...specsOf(snippets) };

/** Access control that is not converted yet, so that it never opens a route. */
export const unconvertedAccess = feature({
  name: 'unconverted-access',
  summary: 'Authentication, client certificates, and access rules in snippets.',
  reference: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#authentication',
  annotations,
  becomes: ['unconverted-access'],
  lower(values, { server }, report) {
    for (const name of snippets) {
      const snippet = values[name];
      if (snippet) report('I2G2001', { annotation: name, about: 'the nginx configuration in it' }, snippet.from);
    }
    const own = [
      ...perLocation.map((name) => [name, values[name]] as const),
      ...guarding('configuration-snippet', values),
      ...hostWide(values),
    ];
    const ofHost = guardsOfHost(server);
    const said = [...own, ...ofHost].flatMap(([name, value]) => (value ? [{ name, from: value.from }] : []));
    const from = said.flatMap((one): readonly Origin[] => one.from);
    if (from.length === 0) return {};
    const names = [...new Set(said.map(({ name }) => name))];
    return { route: { 'unconverted-access': { said: { value: names, from: from as unknown as Origins } } } };
  },
});

/** Whether an Ingress has an annotation that keeps somebody out, be it of a path or of the whole host. */
export function asksForAccessControl(ingress: NginxIngress): boolean {
  const values = ingress.valuesOf({ annotations });
  return (
    [...perLocation, ...perHost].some((name) => values[name] !== undefined) ||
    snippets.some((name) => guarding(name, values).length > 0)
  );
}

const hostGuards = new WeakMap<Server, ReturnType<typeof readGuards>>();

/** Worked out once for a host: every location of it asks. */
function guardsOfHost(server: Server) {
  const guards = hostGuards.get(server) ?? readGuards(server);
  hostGuards.set(server, guards);
  return guards;
}

/** One annotation of each name: which one is not the point, and its own Ingress names every other. */
const readGuards = ({ ingresses }: Server) => [
  ...new Map(ingresses.toReversed().flatMap((ingress) => hostWide(ingress.valuesOf({ annotations })))),
];

const hostWide = (values: Values<typeof annotations>) =>
  [...perHost.map((name) => [name, values[name]] as const), ...guarding('server-snippet', values)].filter(
    ([, value]) => value !== undefined,
  );

function guarding(
  name: (typeof snippets)[number],
  values: { readonly [K in (typeof snippets)[number]]?: Sourced<string> },
) {
  const snippet = values[name];
  return snippet && decidingDirective(snippet.value) !== undefined ? [[name, snippet] as const] : [];
}
