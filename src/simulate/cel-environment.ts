import { BlockList, isIP } from 'node:net';
import { Environment, EvaluationError } from '@marcbachmann/cel-js';
import { compile, replaceFirst } from './pattern.ts';

/** The receiver of `url.encode(…)`. */
export class UrlFunctions {
  /** Percent-encodes all but the unreserved characters of RFC 3986. */
  encode(text: string): string {
    return encodeURIComponent(text).replace(
      /[!'()*]/g,
      (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
    );
  }
}

class Cidr {
  readonly #addresses = new BlockList();
  readonly #family: number;

  constructor(text: string) {
    const [address = '', length = ''] = text.split('/');
    const bits = Number(length);
    if (!isIP(address) || !/^\d+$/.test(length) || bits > (isIP(address) === 4 ? 32 : 128)) {
      throw new EvaluationError(`not a CIDR: ${text}`);
    }
    this.#family = isIP(address);
    this.#addresses.addSubnet(address, bits, family(address));
  }

  containsIP(address: string): boolean {
    // A BlockList would find an IPv4 address in the IPv6 network that it is mapped to.
    return isIP(address) === this.#family && this.#addresses.check(address, family(address));
  }
}

/** CEL with the functions that agentgateway adds to it. */
export const celEnvironment = new Environment({ unlistedVariablesAreDyn: true })
  .registerType('Cidr', { ctor: Cidr })
  .registerFunction('cidr(string): Cidr', (text: string) => new Cidr(text))
  .registerFunction('Cidr.containsIP(string): bool', (cidr: Cidr, address: string) => cidr.containsIP(address))
  .registerType('UrlFunctions', { ctor: UrlFunctions })
  .registerFunction('UrlFunctions.encode(string): string', (url: UrlFunctions, text: string) => url.encode(text))
  .registerFunction('string.stripPrefix(string): string', (text: string, prefix: string) =>
    text.startsWith(prefix) ? text.slice(prefix.length) : text,
  )
  .registerFunction('string.stripSuffix(string): string', (text: string, suffix: string) =>
    text.endsWith(suffix) ? text.slice(0, text.length - suffix.length) : text,
  )
  .registerFunction('string.regexReplace(string, string): string', (text: string, pattern: string, by: string) =>
    replaceFirst(text, regex(pattern), by),
  )
  .registerFunction('string.matchesRe2(string): bool', (text: string, pattern: string) =>
    regex(pattern).matcher(text).find(),
  )
  .registerFunction('map.cookie(string): string', cookie)
  // The same answer at every run: nothing that is simulated depends on the identifier.
  .registerFunction('uuid(): string', () => '00000000-0000-4000-8000-000000000000')
  .registerFunction('default(ast, ast): dyn', orElse);

interface MacroArguments {
  readonly args: readonly [unknown, unknown];
}

interface Checker {
  check(node: unknown, context: unknown): unknown;
  getType(name: string): unknown;
}

interface Evaluator {
  run(node: unknown, context: unknown): unknown;
}

/** A macro, because the failure of the first argument is what it is for. */
function orElse({ args: [value, otherwise] }: MacroArguments) {
  return {
    typeCheck(checker: Checker, _macro: unknown, context: unknown) {
      checker.check(value, context);
      checker.check(otherwise, context);
      return checker.getType('dyn');
    },
    evaluate(evaluator: Evaluator, _macro: unknown, context: unknown) {
      try {
        return evaluator.run(value, context);
      } catch (error) {
        if (error instanceof EvaluationError) return evaluator.run(otherwise, context);
        throw error;
      }
    },
  };
}

function family(address: string): 'ipv4' | 'ipv6' {
  return isIP(address) === 4 ? 'ipv4' : 'ipv6';
}

function regex(pattern: string) {
  const compiled = compile(pattern);
  if (compiled === undefined) throw new EvaluationError(`not a regular expression: ${pattern}`);
  return compiled;
}

function cookie(headers: ReadonlyMap<string, string>, name: string): string {
  const pairs = (headers.get('cookie') ?? '').split(';').map((pair) => pair.trim());
  const found = pairs.find((pair) => pair.startsWith(`${name}=`));
  if (found === undefined) throw new EvaluationError(`no such cookie: ${name}`);
  return found.slice(name.length + 1);
}
