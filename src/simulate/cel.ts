import { EvaluationError, ParseError, TypeError as TypeMismatch } from '@marcbachmann/cel-js';
import { celEnvironment, UrlFunctions } from './cel-environment.ts';
import { type Incoming, pathAndQueryOf } from './exchange.ts';

/** What an expression may know of the response. */
interface ResponseFacts {
  readonly code: number;
}

/** Whether the expression is true. An expression that fails is false. */
export function holds(expression: string, request: Incoming): boolean {
  return evaluate(expression, request) === true;
}

/** The text that the expression gives; nothing if it fails or gives what no header can hold. */
export function textOf(expression: string, request: Incoming, response?: ResponseFacts): string | undefined {
  const value = evaluate(expression, request, response);
  return ['string', 'bigint', 'number', 'boolean'].includes(typeof value) ? String(value) : undefined;
}

function evaluate(expression: string, request: Incoming, response?: ResponseFacts): unknown {
  try {
    return celEnvironment.evaluate(withRe2(expression), variables(request, response));
  } catch (error) {
    if (isCelError(error)) return undefined;
    throw error;
  }
}

function isCelError(error: unknown): boolean {
  return error instanceof EvaluationError || error instanceof ParseError || error instanceof TypeMismatch;
}

/** The library matches with JavaScript's regular expressions, which do not know `(?i)`, and lets nobody replace them. */
function withRe2(expression: string): string {
  const literalOrCall = /r"[^"]*"|r'[^']*'|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\.matches\s*\(/g;
  return expression.replace(literalOrCall, (part) => (part.startsWith('.') ? '.matchesRe2(' : part));
}

/** Stands for the certificate itself, whose contents decide nothing. */
const pem = '-----BEGIN CERTIFICATE-----\n-----END CERTIFICATE-----\n';

function variables(request: Incoming, response: ResponseFacts | undefined): Record<string, unknown> {
  const { scheme, host, method, headers, clientAddress, certificate, user } = request;
  const [path] = pathAndQueryOf(request);
  return {
    request: {
      method,
      scheme,
      host,
      path,
      headers,
      pathAndQuery: request.path,
      uri: `${scheme}://${host}${request.path}`,
    },
    source: {
      address: clientAddress,
      rawAddress: clientAddress,
      ...(certificate && scheme === 'https' && { ...certificate, certificate: pem }),
    },
    ...(user === undefined ? {} : { basicAuth: { username: user } }),
    ...(response === undefined ? {} : { response: { code: response.code, headers: new Map() } }),
    url: new UrlFunctions(),
  };
}
