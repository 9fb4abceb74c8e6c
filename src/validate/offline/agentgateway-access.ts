import {
  conditional,
  conditionalAlone,
  credentialRef,
  expression,
  expressions,
  failureMode,
  quantity,
} from './agentgateway-limits.ts';
import type { Rule } from './judging.ts';
import { backendRef } from './refs.ts';
import { exactlyOne } from './rules.ts';
import { choice, fields, integer, list, mapOf, text } from './shapes.ts';

/** Who is let in, by what requests are. */
export const authorization = () =>
  fields(
    { policy: fields({ matchExpressions: list(expression, { min: 1, max: 256 }) }, {}) },
    { action: choice('Allow', 'Deny', 'Require') },
  );

/** Passwords. */
export const basicAuthentication = () =>
  fields(
    {},
    {
      mode: choice('Optional', 'Strict'),
      realm: text(),
      secretRef: credentialRef({ key: text({ min: 1, max: 253 }) }),
      users: list(text(), { min: 1, max: 256 }),
    },
    exactlyOne('users', 'secretRef'),
  );

const headerNames = () => list(text({ min: 1, max: 256 }), { max: 64 });

const overHttp = () =>
  fields(
    {},
    {
      path: expression,
      redirect: expression,
      body: expression,
      addRequestHeaders: expressions,
      responseMetadata: expressions,
      allowedRequestHeaders: headerNames(),
      allowedResponseHeaders: headerNames(),
    },
  );

const overGrpc = () => fields({}, { contextExtensions: mapOf(text(), { max: 64 }), requestMetadata: expressions });

const cache = () => fields({ key: list(expression, { min: 1, max: 16 }), ttl: expression }, { maxEntries: integer(1) });

const asking = () => ({
  backendRef,
  cache: cache(),
  failureMode,
  forwardBody: fields({ maxSize: quantity }, {}),
  grpc: overGrpc(),
  http: overHttp(),
});

interface Asking {
  readonly backendRef?: object;
  readonly grpc?: object;
  readonly http?: { readonly body?: string };
  readonly forwardBody?: object;
  readonly conditional?: object;
}

const askingRules: readonly Rule<Asking>[] = [
  ['backendRef is required', (auth) => auth.conditional !== undefined || auth.backendRef !== undefined],
  [
    'one of grpc and http must be set, and not both',
    (auth) => auth.conditional !== undefined || (auth.grpc === undefined) !== (auth.http === undefined),
  ],
  [
    'forwardBody and http.body may not both be set',
    (auth) => auth.forwardBody === undefined || auth.http?.body === undefined,
  ],
];

/** Somebody who is asked about each request. */
export const extAuth = () =>
  fields(
    {},
    { ...asking(), conditional: conditional(fields({}, asking(), ...askingRules)) },
    ...askingRules,
    conditionalAlone('backendRef', 'cache', 'failureMode', 'forwardBody', 'grpc', 'http'),
  );
