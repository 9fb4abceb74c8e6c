import { authorization, basicAuthentication, extAuth } from './agentgateway-access.ts';
import {
  conditional,
  conditionalAlone,
  durationFrom,
  expression,
  failureMode,
  quantity,
} from './agentgateway-limits.ts';
import { corsPolicy } from './cors.ts';
import { headerModifier, headers } from './header-filters.ts';
import { type Rule, whenSeen } from './judging.ts';
import { duration, forms, headerName } from './names.ts';
import { atLeastOne, exactlyOne } from './rules.ts';
import { choice, fields, integer, list, mapOf, setOf, text } from './shapes.ts';

const buffered = () => fields({}, { maxBytes: quantity, failureMode });
const buffer = () => fields({}, { request: buffered(), response: buffered() }, atLeastOne('request', 'response'));

const answer = () => ({
  status: integer(200, 599),
  body: text({ min: 1, max: 4096 }),
  bodyExpression: expression,
  headers: headers(fields({ name: headerName, value: expression }, {}), 1),
});

interface Answer {
  readonly status?: number;
  readonly body?: string;
  readonly bodyExpression?: string;
  readonly conditional?: object;
}

const answerRules: readonly Rule<Answer>[] = [
  ['body and bodyExpression may not both be set', (a) => a.body === undefined || a.bodyExpression === undefined],
  ['status is required', (a) => a.conditional !== undefined || a.status !== undefined],
];

const directResponse = () =>
  fields(
    {},
    { ...answer(), conditional: conditional(fields({}, answer(), ...answerRules)) },
    ...answerRules,
    conditionalAlone('status', 'body', 'bodyExpression', 'headers'),
  );

const local = () =>
  list(
    fields(
      { unit: choice('Hours', 'Minutes', 'Seconds') },
      { requests: integer(1), tokens: integer(1), burst: integer() },
      exactlyOne('requests', 'tokens'),
    ),
    { min: 1, max: 16 },
  );

const rateLimit = () =>
  fields(
    {},
    { local: local(), conditional: conditional(fields({}, { local: local() }, atLeastOne('local', 'global'))) },
    atLeastOne('conditional', 'local', 'global'),
    conditionalAlone('local', 'global'),
  );

const retry = () =>
  fields(
    {},
    {
      attempts: integer(1, Number.MAX_SAFE_INTEGER),
      backoff: duration,
      codes: setOf(integer(400, 599)),
      condition: expression,
      precondition: expression,
    },
  );

const pseudoHeaders = [':authority', ':method', ':path', ':scheme', ':status'];

const anyHeader = () =>
  text(
    {
      min: 1,
      max: 256,
      form: { pattern: /^:?[A-Za-z0-9!#$%&'*+\-.^_`|~]+$/, says: `${forms.headerName.says}, perhaps with : in front` },
    },
    [`must be one of ${pseudoHeaders.join(', ')}`, (name) => !name.startsWith(':') || pseudoHeaders.includes(name)],
  );

const computed = () => headers(fields({ name: anyHeader(), value: expression }, {}), 1);

const change = () =>
  fields(
    {},
    {
      set: computed(),
      add: computed(),
      remove: setOf(anyHeader(), { min: 1, max: 16 }),
      body: expression,
      metadata: mapOf(expression, { max: 16 }, ['must not be empty', (map) => Object.keys(map).length > 0]),
    },
    atLeastOne('add', 'body', 'metadata', 'remove', 'set'),
  );

const changes = () => ({ request: change(), response: change() });

const transformation = () =>
  fields(
    {},
    { ...changes(), conditional: conditional(fields({}, changes(), atLeastOne('request', 'response'))) },
    atLeastOne('conditional', 'request', 'response'),
    conditionalAlone('request', 'response'),
  );

/** What is possible only once a route is chosen. */
const routed = [
  'buffer',
  'csrf',
  'delay',
  'directResponse',
  'headerModifiers',
  'hostRewrite',
  'rateLimit',
  'retry',
  'timeouts',
];

/** `AgentgatewayPolicy.spec.traffic`, as far as we write it. */
export const traffic = () =>
  fields(
    {},
    {
      phase: choice('PreRouting', 'PostRouting'),
      authorization: whenSeen(authorization),
      basicAuthentication: whenSeen(basicAuthentication),
      buffer: whenSeen(buffer),
      cors: whenSeen(corsPolicy),
      directResponse: whenSeen(directResponse),
      extAuth: whenSeen(extAuth),
      headerModifiers: fields(
        {},
        { request: headerModifier(false), response: headerModifier(false) },
        atLeastOne('request', 'response'),
      ),
      hostRewrite: fields({ mode: choice('Auto', 'None') }, {}),
      rateLimit: whenSeen(rateLimit),
      retry: whenSeen(retry),
      timeouts: fields({}, { request: durationFrom(100) }),
      transformation: whenSeen(transformation),
    },
    [
      `before a route is chosen, none of ${routed.join(', ')} is possible`,
      (value) => value.phase !== 'PreRouting' || routed.every((name) => !Object.hasOwn(value, name)),
      'phase',
    ],
  );
