import type { Origin } from '../../../src/model/origin.ts';
import type { Asked, Question } from '../../../src/verify/source.ts';
import type { ControllerConfig } from '../config/config.ts';
import { basicAuth } from '../features/basic-auth.ts';
import { canary } from '../features/canary.ts';
import { cors } from '../features/cors.ts';
import { externalAuth } from '../features/external-auth.ts';
import { isOwnRegex } from '../passes/regex-hosts.ts';
import { type Location, type NginxIngress, placesOf, type Server } from '../site.ts';
import { isWithin, type Lists, listsOf } from './access.ts';
import { samplesOf } from './sample.ts';
import { normalUri, onTheWire, splitQuery } from './uri.ts';

type Sketch = Partial<Question> & { readonly path: string };

/** Who asks: from where, and with what in hand. */
type Client = Pick<Question, 'clientAddress' | 'signedIn'>;

/** Addresses that documentation may use, and that hardly any list holds. */
const elsewhere = ['192.0.2.77', '198.51.100.7', '203.0.113.9', '8.8.8.8'];

/** The requests that are worth asking a server. */
export function questionsFor(server: Server, config: ControllerConfig): readonly Asked[] {
  const place = server.ingresses.map(({ ingress }) => ingress.manifest.originOf(['metadata', 'name']));
  const about = [...placesOf(server), ...place];
  const written = server.locations.filter(({ copy, owner }) => !copy && owner);
  const main = [server.host || unknownHost, server.tls.certificate !== undefined] as const;
  const first = written.find(({ path }) => path !== '/');
  const few = [{ path: '/' }, ...(first ? [{ path: pathsOf(first)[0] ?? '/' }] : [])];
  const isGuarded = hasGuards(server, config);
  const host = main[0].replace(/^\*/, 'any');
  const known = { clientAddress: elsewhere[0] ?? '', signedIn: true };
  return [
    ...written.flatMap((location) =>
      sketchesOf(location, config, isGuarded).flatMap((sketch) =>
        asked([host, main[1]], { ...sketch }, [...about, ...location.from]),
      ),
    ),
    // A wildcard of an Ingress is one label, and one of a Gateway any number.
    ...(server.host.startsWith('*') ? asked([`one.${host}`, main[1]], { path: '/', ...known }, about) : []),
    ...server.aliases.flatMap((alias) =>
      few.flatMap((sketch) =>
        asked(
          [alias.host.replace(/^\*/, 'any'), alias.certificate !== undefined],
          { ...insider(listsAt(written[0], config)), ...sketch },
          [...about, ...alias.from],
        ),
      ),
    ),
    ...(server.www
      ? ['/', '/below?q=1', '/below/'].flatMap((path) =>
          asked([server.www?.value.host ?? '', server.www?.value.certificate !== undefined], { path, ...known }, [
            ...about,
            ...(server.www?.from ?? []),
          ]),
        )
      : []),
  ];
}

/** Whether anything on a server keeps somebody out. */
function hasGuards({ policies, identity, shut, locations }: Server, config: ControllerConfig): boolean {
  return (
    shut !== undefined ||
    identity !== undefined ||
    policies['client-certificate'] !== undefined ||
    config.value('global-auth-url') !== undefined ||
    locations.some(({ owner }) => {
      if (!owner) return false;
      const { allow, deny } = listsOf({ owner, config });
      const asks = owner.valuesOf(basicAuth)['auth-type'] ?? owner.valuesOf(externalAuth)['auth-url'];
      return [allow, deny, asks, owner.denied, owner.hostDenied].some((guard) => guard !== undefined);
    })
  );
}

/** A name that no Ingress has. */
const unknownHost = 'unknown.invalid';

/** A name that nobody serves, and the default server does. */
export const strangersQuestion = (about: readonly Origin[]): readonly Asked[] =>
  asked([unknownHost, false], { path: '/nowhere', clientAddress: elsewhere[0] ?? '', signedIn: true }, about);

/** The request over HTTP, and over HTTPS where there is a certificate. */
function asked([host, isTls]: readonly [string, boolean], sketch: Sketch, about: readonly Origin[]): Asked[] {
  const question = { host, method: 'GET', headers: {}, clientAddress: '', signedIn: false, ...sketch };
  const schemes = isTls ? (['http', 'https'] as const) : (['http'] as const);
  return schemes.map((scheme) => ({ question: { ...question, scheme }, about, respelt: isRespelt(sketch.path) }));
}

function isRespelt(path: string): boolean {
  const [raw] = splitQuery(path);
  const uri = normalUri(raw);
  return uri !== undefined && onTheWire(uri) !== raw;
}

const listsAt = (location: Location | undefined, config: ControllerConfig): Lists =>
  location?.owner ? listsOf({ owner: location.owner, config }) : {};

function sketchesOf(location: Location, config: ControllerConfig, isGuarded: boolean): readonly Sketch[] {
  const { owner } = location;
  if (!owner) return [];
  const lists = listsAt(location, config);
  const [path = '/', below = path, ...others] = pathsOf(location);
  const stranger: Client = { clientAddress: outside(lists), signedIn: false };
  // Where nobody is asked for anything, a gateway that does ask shows to strangers alone.
  const welcome = isGuarded ? insider(lists) : stranger;
  const paths = [path, below, ...others];
  return [
    ...paths.flatMap((one) => [
      { path: one, ...welcome },
      { path: one, ...stranger },
    ]),
    ...[path, below].flatMap((one) =>
      clientsOf(lists)
        .map((client) => ({ path: one, ...client }))
        .concat(headersOf(location, owner).map((headers) => ({ path: one, headers, ...welcome }))),
    ),
    ...preflightsOf(owner).map((headers) => ({ path, method: 'OPTIONS', headers, ...stranger })),
  ];
}

/** The path, with a `/`, below it, a sibling, and other spellings; for a pattern the same of texts that it may match. */
function pathsOf({ path, written, ...location }: Location): readonly string[] {
  const isPattern = isOwnRegex({ path, written, ...location });
  const texts = isPattern ? samplesOf(written) : [written];
  const all = texts.flatMap((text) => {
    const bare = text.replace(/\/$/, '');
    const spelt = bare.replace(/[a-z]/i, (c) => `%${c.charCodeAt(0).toString(16)}`);
    const plain = [
      text,
      `${bare}/below`,
      bare || '/',
      `${bare}/`,
      `${bare}sibling`,
      `${bare}/below/?q=1`,
      bare.toUpperCase(),
    ];
    const wire = [...plain, `/${text}`, `/up/..${text}`].map(onTheWire).map((one) => one.replace('%3Fq', '?q'));
    return [...wire, spelt === bare ? '/' : onTheWire(spelt).replaceAll('%25', '%')];
  });
  return [...new Set([...all, '/unknown'])].filter((one) => one.startsWith('/'));
}

/** A client whom everything lets in that may. */
const insider = (lists: Lists): Client => ({ clientAddress: inside(lists), signedIn: true });

/** Each list from inside and outside, with what is asked for and without. */
function clientsOf(lists: Lists): Client[] {
  if (!lists.allow && !lists.deny) return [];
  const addresses = new Set([
    inside(lists),
    outside(lists),
    ...[...(lists.allow ?? []), ...(lists.deny ?? [])].slice(0, 3).map(firstOf),
  ]);
  return [...addresses].flatMap((clientAddress) => [true, false].map((signedIn) => ({ clientAddress, signedIn })));
}

const firstOf = (network: string): string => network.replace(/\/.*$/, '');

function inside({ allow, deny = [] }: Lists): string {
  const candidates = [...(allow?.map(firstOf) ?? []), ...elsewhere];
  const isIn = (one: string) => (!allow || isWithin(one, allow)) && !isWithin(one, deny);
  return candidates.find(isIn) ?? elsewhere[0] ?? '';
}

function outside({ allow, deny = [] }: Lists): string {
  const isOut = (one: string) => (allow && !isWithin(one, allow)) || isWithin(one, deny);
  return [...elsewhere, ...deny.map(firstOf)].find(isOut) ?? elsewhere[0] ?? '';
}

/** What makes a canary choose, and what nearly does. */
function headersOf({ upstream }: Location, owner: NginxIngress): Record<string, string>[] {
  const by = upstream?.canary?.by;
  const values = by && by !== owner ? by.valuesOf(canary) : {};
  const name = values['canary-by-header']?.value.toLowerCase();
  const cookie = values['canary-by-cookie']?.value;
  const wanted = [values['canary-by-header-value']?.value, ...samples(values['canary-by-header-pattern']?.value)];
  const texts = ['always', 'never', 'other', ...wanted.filter((one) => one !== undefined)];
  return [
    ...(name === undefined ? [] : texts.map((text) => ({ [name]: text }))),
    ...(cookie === undefined ? [] : ['always', 'never', 'other'].map((text) => ({ cookie: `a=b; ${cookie}=${text}` }))),
  ];
}

const samples = (pattern: string | undefined): string[] =>
  pattern === undefined ? [] : samplesOf(pattern).map((one) => one.replace(/^\//, ''));

/** Preflights from an origin that is known and one that is not. */
function preflightsOf(owner: NginxIngress): Record<string, string>[] {
  const values = owner.valuesOf(cors);
  if (!values['enable-cors']?.value) return [];
  const [known = 'https://any.example'] = values['cors-allow-origin']?.value ?? [];
  const origins = [known === '*' ? 'https://any.example' : known.replace('*', 'any'), 'https://stranger.invalid'];
  return origins.map((origin) => ({ origin, 'access-control-request-method': 'GET' }));
}
