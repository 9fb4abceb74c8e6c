import { type Missing, missing } from '../../src/emit/capabilities.ts';
import type { CapturedPath } from '../../src/model/policies/index.ts';
import type { RequestFact, Template } from '../../src/model/template.ts';
import type { Target } from './release.ts';

/** The most characters that an expression of an AgentgatewayPolicy may have. */
export const longestExpression = 16_384;

/** Why an expression cannot be printed, where it is too long. `maker` is what makes it as long as it is. */
export const tooLong = (expression: string, maker: string, instead: string): Missing | undefined =>
  expression.length > longestExpression
    ? missing(
        `an expression has at most ${longestExpression} characters, and ${maker} would make ${expression.length}`,
        instead,
      )
    : undefined;

/** A string literal of CEL. */
export const celText = (text: string): string => JSON.stringify(text);

/** CEL for the client's query, with its question mark. */
export const celQuery = 'request.pathAndQuery.stripPrefix(request.path)';

/** CEL for the host without a port. */
export const celHost = 'request.host.regexReplace(":[0-9]+$", "").lowerAscii()';

/** CEL for the path with something in its place, in the syntax of Rust's regular expressions: `${1}` is a group. */
const celReplacedPath = (pattern: string, by: string): string =>
  `request.path.regexReplace(${celText(whole(pattern))}, ${celText(by)})`;

/** CEL that makes a text of what a pattern captures in the path. */
export const celCaptured = (to: CapturedPath): string => celReplacedPath(to.pattern, replacement(to));

/** The whole text: flags come first, where every dialect takes them. */
const whole = (pattern: string): string => `${pattern.replace(/^(\(\?i\))?/, '$1^')}$`;

/** In the syntax of Rust's regular expressions, where braces end the name of a group and `$$` is a dollar. */
const replacement = ({ parts }: CapturedPath): string =>
  parts.map((part) => (typeof part === 'number' ? `\${${part}}` : part.replaceAll('$', '$$$$'))).join('');

/** CEL that puts a template together. */
export function celTemplate(template: Template, target: Target): string | Missing {
  const parts = template.map((part) => (typeof part === 'string' ? celText(part) : celFact(part, target)));
  const lost = parts.find((part) => typeof part !== 'string');
  if (lost !== undefined) return lost;
  return parts.length === 0 ? celText('') : parts.join(' + ');
}

/**
 * CEL for the value of a header. nginx sends no empty headers: where all of it is one fact that may be absent, the
 * expression fails, and the header goes.
 */
export function celHeader(template: Template, target: Target): string | Missing {
  const value = celTemplate(template, target);
  if (typeof value !== 'string' || template.length !== 1 || typeof template[0] === 'string') return value;
  return value.replace(/^default\((.*), ""\)$/, '$1');
}

function celFact(fact: RequestFact, target: Target): string | Missing {
  switch (fact.fact) {
    case 'scheme':
      return 'request.scheme';
    case 'host':
      return celHost;
    case 'authority':
      return 'request.host';
    case 'captured':
      return celReplacedPath(fact.pattern, `\${${fact.group}}`);
    case 'path':
      return 'request.path';
    case 'query':
      return celQuery;
    case 'path-and-query':
      return 'request.pathAndQuery';
    case 'escaped-path-and-query':
      return target.has('celNames')
        ? 'url.encode(request.pathAndQuery)'
        : missing('agentgateway encodes URLs since 1.3.1', 'use agentgateway 1.3.1 or newer');
    case 'method':
      return 'request.method';
    case 'client-address':
      return 'source.address';
    case 'port':
      return '(request.scheme == "https" ? "443" : "80")';
    case 'request-id':
      return 'default(request.headers["x-request-id"], uuid())';
    case 'user':
      return 'default(basicAuth.username, "")';
    case 'header':
      return `default(request.headers[${celText(fact.name.toLowerCase())}], "")`;
    case 'cookie':
      return target.has('celCookie')
        ? `default(request.headers.cookie(${celText(fact.name)}), "")`
        : missing('agentgateway reads cookies since 1.2.1', 'use agentgateway 1.2.1 or newer');
  }
}
