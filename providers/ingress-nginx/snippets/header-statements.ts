import type { Sourced } from '../../../src/model/origin.ts';
import { fixedText, type Template } from '../../../src/model/template.ts';
import type { Statement } from '../snippet.ts';
import { expand, type LocationFacts } from '../variables.ts';
import type { HeaderChange } from './headers.ts';
import type { Part } from './parts.ts';

/** What header statements are read with. */
export interface HeaderContext {
  readonly annotation: Sourced<unknown>;
  readonly facts: LocationFacts;
  /** Variables that the snippet itself sets, with the text that stands for them. */
  readonly variables: ReadonlyMap<string, string>;
}

type Context = HeaderContext;
type How = HeaderChange['how'];

/** Reads what is done to headers of the answer. */
export function responseHeaders({ name, args }: Statement, context: Context): Part[] {
  switch (name) {
    case 'add_header':
      return added(args, context);
    case 'more_set_headers':
      return many(args, 'response', (field, value) => [settled(field, value, context, 'response')]);
    case 'more_clear_headers':
      return many(args, 'response', (field) => [removed(field, context, 'response', 'remove')]);
    default:
      return args.map((field) => removed(field, context, 'response', 'hide'));
  }
}

/** Reads what is done to headers of the request. */
export function requestHeaders(statement: Statement, grpc: boolean, context: Context): Part[] {
  const { name, args } = statement;
  if (name === 'more_set_input_headers') return many(args, 'request', (field, value) => input(field, value, context));
  if (name === 'more_clear_input_headers') return many(args, 'request', (field) => input(field, '', context));
  if (name.startsWith('grpc_') !== grpc) {
    const because = grpc ? 'the backend is spoken to by gRPC' : 'the backend is not spoken to by gRPC';
    return [{ kind: 'inert', because }];
  }
  const [field = '', value, ...more] = args;
  if (value === undefined || more.length > 0 || !isToken(field)) return [lost('it is no header and value')];
  return proxied(field, value, context);
}

function added([field = '', value, always, ...more]: readonly string[], context: Context): Part[] {
  if (value === undefined || more.length > 0 || (always !== undefined && always !== 'always') || !isToken(field))
    return [lost('it is no header and value')];
  if (value === '') return [{ kind: 'inert', because: 'nginx adds no header without a value' }];
  // These stand in an answer once, whoever says them.
  const how: How = /^(etag|last-modified)$/i.test(field) ? 'set' : 'add';
  const [part] = [settled(field, value, context, 'response', how)];
  const differs =
    'nginx adds it to answers with status 200, 201, 204, 206, 301, 302, 303, 304, 307 and 308, and the output to every answer';
  return [part.kind === 'header' && always === undefined ? { ...part, differs, stake: 'tuning' } : part];
}

/** `"Name: value"`, several of them, and options that make a difference between answers. */
function many(
  args: readonly string[],
  of: HeaderChange['of'],
  each: (field: string, value: string) => readonly Part[],
): Part[] {
  const option = args.find((arg) => /^-\w$/.test(arg));
  if (option !== undefined) {
    const because = `it holds for some ${of === 'response' ? 'answers' : 'requests'} only, by ${option}`;
    return [of === 'request' ? { kind: 'opaque', because } : lost(because)];
  }
  if (args.length === 0) return [lost('it names no header')];
  return args.flatMap((arg) => {
    const [, field = '', value = ''] = /^\s*([^:\s]+)\s*:?\s*(.*?)\s*$/s.exec(arg) ?? [];
    if (field.endsWith('*')) return [lost(`${field} stands for many headers`)];
    return isToken(field) ? each(field, value) : [lost('it is no header and value')];
  });
}

function settled(field: string, value: string, context: Context, of: HeaderChange['of'], how: How = 'set'): Part {
  if (value === '') return removed(field, context, of, 'remove');
  const expanded = textOf(value, context);
  return 'problem' in expanded ? lost(expanded.problem) : change(of, how, field, context, expanded.template);
}

const removed = (field: string, context: Context, of: HeaderChange['of'], how: How): Part =>
  isToken(field) ? change(of, how, field, context) : lost('it is no header');

const change = (of: HeaderChange['of'], how: How, name: string, { annotation }: Context, value?: Template): Part => ({
  kind: 'header',
  change: { of, how, name, from: annotation.from, ...(value && { value }) },
});

/** The text of a header. No header goes over several lines. */
function textOf(text: string, { facts, variables }: Context): ReturnType<typeof expand> {
  const own = text.replace(
    /\$\{(\w+)\}|\$(\w+)/g,
    (whole, braced?: string, bare?: string) => variables.get(braced ?? bare ?? '') ?? whole,
  );
  const expanded = expand(own, facts);
  return /[\r\n]/.test(own) ? { problem: 'its value goes over several lines' } : expanded;
}

const isToken = (field: string): boolean => /^[-!#$%&'*+.^_`|~0-9A-Za-z]+$/.test(field) && !field.startsWith('$');

const lost = (because: string): Part => ({ kind: 'lost', because, stake: 'behaviour' });

/** What the controller sends to every backend, and the variables that say the same once more. */
const sent: Readonly<Record<string, RegExp>> = {
  host: /^\$(host|http_host|best_http_host)$/,
  'x-request-id': /^\$(req_id|request_id)$/,
  'x-real-ip': /^\$(remote_addr|the_real_ip)$/,
  'x-forwarded-for': /^\$(remote_addr|the_real_ip|proxy_add_x_forwarded_for|full_x_forwarded_for)$/,
  'x-forwarded-host': /^\$(host|http_host|best_http_host)$/,
  'x-forwarded-port': /^\$(server_port|pass_port|pass_server_port)$/,
  'x-forwarded-proto': /^\$(scheme|pass_access_scheme)$/,
  'x-forwarded-scheme': /^\$(scheme|pass_access_scheme)$/,
  'x-scheme': /^\$(scheme|pass_access_scheme)$/,
  'x-original-forwarded-for': /^\$http_x_forwarded_for$/,
  'x-original-forwarded-host': /^\$http_x_forwarded_host$/,
  proxy: /^$/,
};

function proxied(field: string, value: string, context: Context): Part[] {
  const name = field.toLowerCase();
  if (name === 'connection' || name === 'upgrade')
    return [{ kind: 'lost', because: 'gateways look after connections and upgrades by themselves', stake: 'tuning' }];
  const own = Object.hasOwn(sent, name) ? sent[name] : undefined;
  if (own?.test(value.replace(/[{}]/g, '')))
    return [{ kind: 'inert', because: 'ingress-nginx sends it to every backend anyway' }];
  const expanded = textOf(value, context);
  const differs = own && `ingress-nginx sends its own ${field} beside it, and the output only this one`;
  const note = differs === undefined ? {} : { differs, stake: 'tuning' as const };
  if (name === 'host') {
    if ('problem' in expanded) return [lost(expanded.problem)];
    return fixedText(expanded.template) === ''
      ? [lost('no request goes without a Host header')]
      : [{ kind: 'host', value: expanded.template, ...note }];
  }
  if (!('problem' in expanded)) {
    const empty = expanded.template.length === 0;
    return [
      {
        ...change('request', empty ? 'remove' : 'set', field, context, empty ? undefined : expanded.template),
        ...note,
      },
    ];
  }
  if (own) return [lost(expanded.problem)];
  // What the proxy no longer overwrites would come from whoever likes to send it.
  return [
    {
      ...change('request', 'remove', field, context),
      differs: `the backend gets no ${field} at all, lest clients send their own: ${expanded.problem}`,
      stake: 'behaviour',
    },
  ];
}

/** These are set before nginx writes what it sends to the backend, which goes over them. */
function input(field: string, value: string, context: Context): Part[] {
  const name = field.toLowerCase();
  if (name === 'host') return [lost('the backend gets the Host header of the client all the same')];
  if (Object.hasOwn(sent, name) || name === 'connection' || name === 'upgrade')
    return [{ kind: 'inert', because: `ingress-nginx sends its own ${field} to every backend` }];
  return proxied(field, value, context);
}
