import { defined } from '../../../src/defined.ts';
import type { Report } from '../../../src/diagnostics/diagnostic.ts';
import type { Sourced } from '../../../src/model/origin.ts';
import type { HeaderValue, HostRewrite, RequestHeaders } from '../../../src/model/policies/index.ts';
import { fixedTemplate } from '../../../src/model/template.ts';
import { forwardedHeaders } from '../forwarded-headers.ts';
import { headersForAll } from '../header-map.ts';
import { type At, feature } from '../site.ts';
import { pathWithCaptures, serverName } from '../values.ts';
import { type Expanded, expand, factsOf } from '../variables.ts';
import { rewrite, rewriteOf, rewrites } from './rewrite.ts';

/** `upstream-vhost`, `x-forwarded-prefix`, and what the controller tells every backend. */
export const upstreamHeaders = feature({
  name: 'upstream-headers',
  summary: 'Headers that the backend sees.',
  reference:
    'https://kubernetes.github.io/ingress-nginx/user-guide/nginx-configuration/annotations/#custom-nginx-upstream-vhost',
  annotations: {
    'upstream-vhost': {
      schema: serverName,
      doc: "The Host header that the backend gets in place of the client's. Variables such as `$service_name` and `$namespace` may be part of it.",
      onInvalid: 'ingress-rejected',
      fills: ['host-rewrite.to'],
    },
    'x-forwarded-prefix': {
      schema: pathWithCaptures,
      doc: 'The `X-Forwarded-Prefix` header for the backend, where `rewrite-target` changes the path.',
      onInvalid: 'ingress-rejected',
      fills: ['request-headers.set'],
    },
  },
  becomes: ['host-rewrite', 'request-headers', 'forwarded-headers'],
  wokenBy: ['proxy-set-headers', 'use-forwarded-headers'],
  lower(values, at, report) {
    const vhost = values['upstream-vhost'];
    const prefix = values['x-forwarded-prefix'];
    return {
      route: defined({
        'host-rewrite': vhost && hostRewriteOf(vhost, at, report),
        'request-headers': requestHeadersOf(
          prefix && prefixOf(prefix, at, report),
          headersForAll('proxy-set-headers', at, report),
        ),
        'forwarded-headers': forwardedHeaders(at, report),
      }),
    };
  },
});

function hostRewriteOf({ value, from }: Sourced<string>, at: At, report: Report): HostRewrite | undefined {
  const expanded = expand(value, factsOf(at));
  if ('problem' in expanded) {
    const lost = 'the backend gets the Host header of the client';
    report('I2G2372', { setting: 'upstream-vhost', lost, problem: expanded.problem }, from);
    return undefined;
  }
  const [only, ...more] = expanded.template;
  // Spelt out, it is what the backend gets anyway.
  if (typeof only === 'object' && only.fact === 'authority' && more.length === 0) return undefined;
  return { to: { value: expanded.template, from } };
}

type Headers = Sourced<readonly HeaderValue[]>;

/** nginx sets the header together with the rewrite of the path, and only then. */
function prefixOf({ value, from }: Sourced<string>, at: At, report: Report): Headers | undefined {
  const target = at.owner.valuesOf(rewrite)['rewrite-target'];
  const setting = 'x-forwarded-prefix';
  if (!target || !rewrites(target.value, at.location.path)) {
    report('I2G2003', { annotation: setting, because: 'no rewrite-target changes the path' }, from);
    return undefined;
  }
  const expanded = captured(value, at) ?? expand(value, factsOf(at));
  if ('template' in expanded) return { value: [{ name: 'X-Forwarded-Prefix', value: expanded.template }], from };
  report('I2G2372', { setting, lost: 'the backend is told no prefix', problem: expanded.problem }, from);
  return undefined;
}

/** What the path matched may stand in the prefix, as in `rewrite-target`. */
function captured(prefix: string, { location }: At): Expanded | undefined {
  if (!/^\/.*\$\d/.test(prefix)) return undefined;
  const to = rewriteOf(location.path, prefix);
  if ('problem' in to) return undefined;
  if (to.kind === 'fixed') return { template: fixedTemplate(to.path) };
  const { pattern, parts } = to;
  return {
    template: parts.map((part) => (typeof part === 'string' ? part : { fact: 'captured', pattern, group: part })),
  };
}

function requestHeadersOf(own: Headers | undefined, all: Headers | undefined): RequestHeaders | undefined {
  if (!own || !all) return own || all ? defined({ set: own ?? all }) : undefined;
  return { set: { value: [...own.value, ...all.value], from: [...own.from, ...all.from] } };
}
