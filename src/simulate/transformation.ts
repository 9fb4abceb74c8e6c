import { textOf } from './cel.ts';
import { changed, type Exchange, type Incoming } from './exchange.ts';
import type { Transformation } from './policy-spec.ts';
import type { HeaderModifier, HeaderValue } from './route-spec.ts';

type Evaluate = (expression: string) => string | undefined;

/** The exchange after the changes that CEL expressions make; all of them see the request as it was before. */
export function transformed(exchange: Exchange, { request: change = {}, response = {} }: Transformation): Exchange {
  const { request, responseChanges } = exchange;
  const evaluate: Evaluate = (expression) => textOf(expression, request);
  const evaluateResponse: Evaluate = (expression) => textOf(expression, request, { code: 200 });
  const isPseudo = ({ name }: HeaderValue) => name.startsWith(':');
  const headers = { ...change, set: (change.set ?? []).filter((header) => !isPseudo(header)) };
  return {
    request: (change.set ?? [])
      .filter(isPseudo)
      .reduce<Incoming>((before, { name, value }) => withPseudoHeader(before, name, evaluate(value)), {
        ...request,
        headers: changed(request.headers, evaluated(headers, evaluate)),
      }),
    responseChanges: [...responseChanges, evaluated(response, evaluateResponse)],
  };
}

/** The change with the values of its expressions. A header whose expression fails is removed. */
export function evaluated({ set = [], add = [], remove = [] }: HeaderModifier, evaluate: Evaluate): HeaderModifier {
  const values = (headers: readonly HeaderValue[]) =>
    headers.flatMap(({ name, value: expression }) => {
      const value = evaluate(expression);
      return value === undefined ? [] : [{ name, value }];
    });
  const failed = set.filter(({ value }) => evaluate(value) === undefined).map(({ name }) => name);
  return { set: values(set), add: values(add), remove: [...remove, ...failed] };
}

/** What has no value stays as it is. */
function withPseudoHeader(request: Incoming, name: string, value: string | undefined): Incoming {
  if (value === undefined) return request;
  switch (name) {
    case ':path':
      return { ...request, path: value };
    case ':authority':
      return { ...request, host: value };
    case ':method':
      return { ...request, method: value };
    default:
      return request;
  }
}
