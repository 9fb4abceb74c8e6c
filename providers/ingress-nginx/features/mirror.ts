import * as z from 'zod';
import { defined } from '../../../src/defined.ts';
import { lazily } from '../../../src/lazily.ts';
import type { MirrorTarget } from '../../../src/model/policies/index.ts';
import { fixedTemplate, type Template } from '../../../src/model/template.ts';
import { isSubdomain } from '../../../src/subdomain.ts';
import { loopback } from '../backends.ts';
import { clusterServiceOf } from '../cluster-names.ts';
import { reportInert } from '../inert.ts';
import { type At, feature } from '../site.ts';
import { onOff, serverName } from '../values.ts';
import { expand, factsOf, type LocationFacts } from '../variables.ts';

const target = lazily(() =>
  z
    .string()
    .refine((v) => serverName.safeParse(v).success, 'expected a URL without spaces, commas, quotes and % # @ ;'),
);

/** `mirror-*`. */
export const mirror = feature({
  name: 'mirror',
  summary: 'A copy of every request goes elsewhere.',
  reference: 'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#mirror',
  annotations: {
    'mirror-target': {
      schema: target,
      doc: 'The URL that copies of requests go to; the answers are thrown away. The path goes along only where the URL ends in `$request_uri`.',
      onInvalid: 'default',
      fills: ['mirror.to'],
    },
    'mirror-request-body': {
      schema: onOff,
      doc: 'Whether copies have the body of the request. Default: on.',
      onInvalid: 'default',
      fills: ['mirror.body'],
    },
    'mirror-host': {
      schema: serverName,
      doc: 'The Host header of copies. Default: the host of mirror-target.',
      onInvalid: 'default',
      fills: ['mirror.host'],
    },
  },
  becomes: ['mirror'],
  wokenBy: [],
  lower({ 'mirror-target': url, 'mirror-request-body': body, 'mirror-host': host }, at, report) {
    if (!url) {
      reportInert({ 'mirror-request-body': body, 'mirror-host': host }, 'mirror-target is not set', report);
      return {};
    }
    const facts = factsOf(at);
    const to = targetOf(url.value, facts, host !== undefined, at);
    if ('problem' in to) {
      report('I2G2361', { target: url.value, because: to.problem }, url.from);
      return {};
    }
    return {
      route: {
        mirror: defined({
          to: { value: to, from: url.from },
          body: body ?? { value: true, from: url.from },
          host: host && { value: hostOf(host.value, facts), from: host.from },
        }),
      },
    };
  },
});

type Problem = { readonly problem: string };

/** The path of the internal location that copies are made by. It goes out where the URL says nothing else. */
const ownPath = '/_mirror-<uid>';

/** Where the URL leads: nginx appends the query to a URL without variables, and takes any other as it is. */
function targetOf(text: string, facts: LocationFacts, hostSaid: boolean, at: At): MirrorTarget | Problem {
  const isUrl = /^https?:\/\/./i.test(text);
  const withoutHost = /^https?:\/\/\$/i.test(text);
  if (!isUrl && hostSaid)
    return { problem: 'nginx refuses the configuration, and the controller applies no more changes' };
  if (!isUrl || (withoutHost && !hostSaid)) {
    const because = isUrl ? 'its host is a variable' : 'it is no URL';
    return {
      problem: `${because}, and ingress-nginx sends each copy to the host of the Ingress itself, as ${ownPath}`,
    };
  }
  // A copy is a request of its own, whose path is that of the internal location.
  const expanded = expand(text.replace(/\$\{?(?:document_)?uri\b\}?/g, ownPath), facts);
  if ('problem' in expanded) return expanded;
  const [first = '', ...rest] = expanded.template;
  const [, scheme, authority = '', path = ''] =
    /^(https?):\/\/([^/?]*)(.*)$/is.exec(typeof first === 'string' ? first : '') ?? [];
  const [next] = rest;
  if (path === '' && next !== undefined && (typeof next === 'string' || next.fact !== 'path-and-query'))
    return { problem: 'its host is known only when a request comes' };
  const [, host, port] = /^([a-z0-9](?:[-a-z0-9.]*[a-z0-9])?)\.?(?::(\d{1,5}))?$/i.exec(authority) ?? [];
  if (host === undefined || !isSubdomain(host.toLowerCase())) return { problem: `${authority} is no host` };
  if (loopback.test(host)) return { problem: `${host} is the proxy itself` };
  const isTls = scheme?.toLowerCase() === 'https';
  const number = port === undefined ? (isTls ? 443 : 80) : Number(port);
  if (number < 1 || number > 65535) return { problem: `${number} is no port` };
  const place = placeOf(host.toLowerCase(), number, at);
  if ('problem' in place) return place;
  return defined({
    scheme: isTls ? ('https' as const) : ('http' as const),
    port: number,
    path: pathOf(path, rest),
    ...place,
  });
}

/** The Service or the name outside the cluster that a host stands for. */
function placeOf(host: string, port: number, { inputs }: At): Pick<MirrorTarget, 'host' | 'service'> | Problem {
  const service = clusterServiceOf(host);
  const known = service && inputs.service(service.namespace, service.name);
  if (service === undefined || known === undefined) return defined({ host, service });
  if (known.externalName !== undefined) return { host: known.externalName };
  return known.ports.some(({ number }) => number === port)
    ? { host, service }
    : { problem: `Service ${service.namespace}/${service.name} has no port ${port}` };
}

/** Nothing where copies have the path of the request. */
function pathOf(path: string, rest: Template): Template | undefined {
  const [next, ...more] = rest;
  if (next === undefined) return [path || ownPath, { fact: 'query' }];
  if (path === '' && typeof next !== 'string' && next.fact === 'path-and-query' && more.length === 0) return undefined;
  return path === '' ? rest : [path, ...rest];
}

function hostOf(text: string, facts: LocationFacts): Template {
  const expanded = expand(text, facts);
  return 'problem' in expanded ? fixedTemplate(text) : expanded.template;
}
