import { authenticated, authorized, externallyAuthorized } from './access.ts';
import { gathered } from './buffer.ts';
import { holds, textOf } from './cel.ts';
import { withCors } from './cors.ts';
import {
  changed,
  type Exchange,
  type Incoming,
  isReply,
  pathAndQueryOf,
  type Reply,
  reply,
  type Step,
} from './exchange.ts';
import type { PathMatch } from './match.ts';
import { modifiedPath } from './path-modifier.ts';
import type { Conditional, DirectResponse } from './policy-spec.ts';
import type { Profile } from './profile.ts';
import { redirected } from './redirect.ts';
import type { UrlRewrite } from './route-spec.ts';
import type { Traffic } from './traffic.ts';
import { evaluated, transformed } from './transformation.ts';

type Stage = (exchange: Exchange) => Step;

/** Takes a request through everything that stands before the backend, in the order of agentgateway. */
export function passed(exchange: Exchange, traffic: Traffic, matched: PathMatch, profile: Profile): Step {
  let current = exchange;
  for (const stage of stagesOf(traffic, matched, profile)) {
    const step = stage(current);
    if (isReply(step)) return { ...step, headers: current.responseChanges.reduce(changed, step.headers) };
    current = step;
  }
  return current;
}

function stagesOf(traffic: Traffic, matched: PathMatch, profile: Profile): readonly Stage[] {
  const { cors, extAuth, buffer, transformation, headerModifiers, urlRewrite, requestRedirect, directResponse } =
    traffic;
  return [
    (exchange) => (cors === undefined ? exchange : withCors(exchange, cors, profile)),
    (exchange) => authenticated(exchange, traffic),
    withChosen(extAuth, externallyAuthorized),
    (exchange) => authorized(exchange, traffic.authorizations),
    (exchange) => (buffer?.request === undefined ? exchange : gathered(exchange, buffer.request)),
    withChosen(transformation, transformed),
    ({ request, responseChanges }) => ({
      request: { ...request, headers: changed(request.headers, headerModifiers?.request ?? {}) },
      responseChanges: [...responseChanges, headerModifiers?.response ?? {}],
    }),
    (exchange) => (urlRewrite === undefined ? exchange : rewritten(exchange, urlRewrite, matched, profile)),
    (exchange) =>
      requestRedirect === undefined ? exchange : redirected(exchange.request, requestRedirect, matched, profile),
    withChosen(directResponse, ({ request }, response) => answered(request, response)),
  ];
}

/** A stage for the setting whose condition holds, if there is one. */
function withChosen<T extends object>(
  setting: Conditional<T> | undefined,
  stage: (exchange: Exchange, setting: T) => Step,
): Stage {
  return (exchange) => {
    const chosen = chosenOf(setting, exchange.request);
    return chosen === undefined ? exchange : stage(exchange, chosen);
  };
}

function chosenOf<T extends object>(setting: Conditional<T> | undefined, request: Incoming): T | undefined {
  if (setting === undefined || !('conditional' in setting)) return setting;
  return setting.conditional.find(({ condition }) => condition === undefined || holds(condition, request))?.policy;
}

function rewritten(exchange: Exchange, rewrite: UrlRewrite, matched: PathMatch, profile: Profile): Step {
  const { request } = exchange;
  const [path, query] = pathAndQueryOf(request);
  const target = modifiedPath(path, rewrite.path, matched, profile);
  if (target === undefined) return reply(500);
  return { ...exchange, request: { ...request, path: target + query, host: rewrite.hostname ?? request.host } };
}

function answered(request: Incoming, { status, headers: set = [] }: DirectResponse): Reply {
  const headers = evaluated({ set }, (expression) => textOf(expression, request));
  return { status, headers: changed(new Map(), headers) };
}
