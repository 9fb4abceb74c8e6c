import { annotationsOf } from '../../../src/annotations.ts';
import type { Stake } from '../../../src/diagnostics/entry.ts';
import type { CapturedPath, HeaderPattern } from '../../../src/model/policies/index.ts';
import type { Template } from '../../../src/model/template.ts';
import { speaksGrpc } from '../features/backend-protocol.ts';
import type { NginxIngress, Server } from '../site.ts';
import type { Statement } from '../snippet.ts';
import { type AddressRule, networkOf } from './addresses.ts';
import { type Answer, answerOf, answers } from './answers.ts';
import {
  annotationFor,
  isOwnVariable,
  type Level,
  mentions,
  onlyShapesAnswers,
  requestHeader,
  responseHeader,
  stakeOf,
} from './directives.ts';
import { type HeaderContext, requestHeaders, responseHeaders } from './header-statements.ts';
import type { HeaderChange } from './headers.ts';
import { innerRewrite } from './rewrites.ts';

/** What a statement comes to, or one of several things that it does. */
export type Part = (
  | { readonly kind: 'header'; readonly change: HeaderChange }
  | { readonly kind: 'host'; readonly value: Template }
  | { readonly kind: 'address'; readonly rule: AddressRule }
  | { readonly kind: 'denies'; readonly pattern: HeaderPattern }
  | { readonly kind: 'answer'; readonly answer: Answer }
  /** The path that the backend sees, where the pattern holds for that of the request. */
  | { readonly kind: 'rewrite'; readonly to: CapturedPath }
  /** It may keep somebody out, and nobody but nginx can tell whom. */
  | { readonly kind: 'opaque'; readonly because: string }
  | { readonly kind: 'lost'; readonly because: string; readonly stake: Stake }
  /** nginx would not load it: the controller writes the directive itself. */
  | { readonly kind: 'twice'; readonly annotation: string }
  | { readonly kind: 'inert'; readonly because: string }
  /** What it does shows where its variable stands, or at another path. */
  | { readonly kind: 'elsewhere' }
) & { readonly differs?: string; readonly stake?: Stake };

/** What statements are read with. */
interface PartContext extends HeaderContext {
  readonly level: Level;
  readonly server: Server;
  readonly owner: NginxIngress;
  /** All statements that may mention a variable. */
  readonly all: readonly Statement[];
}

/** Reads one statement at its level. */
export function partsOf(statement: Statement, context: PartContext): readonly Part[] {
  const { name, args, block } = statement;
  const { level, server } = context;
  const annotation = annotationFor(statement);
  if (annotation !== undefined)
    return [
      level === 'location'
        ? { kind: 'twice', annotation }
        : { kind: 'inert', because: `every path has a ${name} of its own` },
    ];
  if (responseHeader.test(name)) return responseHeaders(statement, context);
  if (requestHeader.test(name)) {
    if (level === 'server' && name.endsWith('_set_header'))
      return [{ kind: 'inert', because: 'every path has a list of request headers of its own' }];
    return requestHeaders(statement, speaksGrpc(context.owner), context);
  }
  if (name === 'allow' || name === 'deny') return [addressRule(statement)];
  if (isOwnVariable(statement)) {
    const variable = (args[0] ?? '').slice(1);
    return [
      mentions(context.all, variable)
        ? { kind: 'elsewhere' }
        : { kind: 'inert', because: `nothing reads $${variable}` },
    ];
  }
  if (name === 'auth_basic' && args[0] === 'off' && level === 'location' && !speaksOf(context.owner, 'auth-type'))
    return [{ kind: 'inert', because: 'nothing asks for a password here' }];
  if (name === 'satisfy' && args[0] === 'all' && !speaksOf(context.owner, 'satisfy'))
    return [{ kind: 'inert', because: 'it is so anyway' }];
  if (name === 'proxy_cache' && args[0] === 'off') return [{ kind: 'inert', because: 'nothing is cached anyway' }];
  const to = level === 'location' && !speaksOf(context.owner, 'rewrite-target') ? innerRewrite(statement) : undefined;
  if (to) return [{ kind: 'rewrite', to }];
  if (answers.test(name) && stakeOf(statement) === undefined) {
    const found = answerOf(statement, server);
    if (found.kind === 'opaque' && name === 'if' && block && onlyShapesAnswers(block))
      return [{ kind: 'lost', because: found.because, stake: 'behaviour' }];
    return [found.kind === 'answer' || found.kind === 'denies' ? { ...found, stake: 'tuning' } : found];
  }
  const stake = stakeOf(statement);
  if (stake) return [{ kind: 'lost', because: lostBecause(statement), stake }];
  return [
    {
      kind: 'opaque',
      because: block ? 'it is a block of its own that may keep somebody out' : 'it may keep somebody out',
    },
  ];
}

const lostBecause = ({ name }: Statement): string =>
  name.startsWith('proxy_ssl_')
    ? `annotations such as ${name.replaceAll('_', '-')} say it in a way that is converted`
    : 'nothing in the output does that';

function addressRule({ name, args: [network = '', ...more] }: Statement): Part {
  const read = networkOf(network);
  if (network === 'unix:' && more.length === 0)
    return { kind: 'inert', because: 'no client comes by a socket of the controller' };
  if (read === undefined || more.length > 0) return { kind: 'opaque', because: 'it is no network that can be read' };
  return { kind: 'address', rule: { allows: name === 'allow', network: read } };
}

/** Whether an Ingress has an annotation of another feature, whatever its prefix. */
export const speaksOf = ({ ingress: { manifest } }: NginxIngress, name: string, value?: string): boolean =>
  Object.entries(annotationsOf(manifest)).some(
    ([key, text]) => key.endsWith(`/${name}`) && (value === undefined || text.trim() === value),
  );
