/** Text that is put together anew for each request. */

/** Fixed text and facts of the request, in turn. */
export type Template = readonly TemplatePart[];

/** Fixed text, or something that the request tells. */
export type TemplatePart = string | RequestFact;

/** Something that is known of a request. What is absent reads as the empty text. */
export type RequestFact =
  /** `http` or `https`, as the client came in. */
  | { readonly fact: 'scheme' }
  /** The host in lower case, without a port. */
  | { readonly fact: 'host' }
  /** The Host header as it was sent, with its port. */
  | { readonly fact: 'authority' }
  /** What a group of a pattern for the whole path has matched. */
  | { readonly fact: 'captured'; readonly pattern: string; readonly group: number }
  /** The path without the query. */
  | { readonly fact: 'path' }
  /** The query with its question mark; nothing where there is none. */
  | { readonly fact: 'query' }
  /** Path and query as they travelled. */
  | { readonly fact: 'path-and-query' }
  /** Path and query, percent-encoded to stand inside a query. */
  | { readonly fact: 'escaped-path-and-query' }
  | { readonly fact: 'method' }
  /** The address of the client. */
  | { readonly fact: 'client-address' }
  /** The port that the client came in by. */
  | { readonly fact: 'port' }
  /** What tells the request from all others: what the client calls it, or a name made up for it. */
  | { readonly fact: 'request-id' }
  /** The user name of basic authentication. */
  | { readonly fact: 'user' }
  | { readonly fact: 'header'; readonly name: string }
  | { readonly fact: 'cookie'; readonly name: string };

/** The text of a template that is the same for every request. */
export function fixedText(template: Template): string | undefined {
  const parts = template.filter((part) => typeof part === 'string');
  return parts.length === template.length ? parts.join('') : undefined;
}

/** A template of nothing but this text. */
export const fixedTemplate = (text: string): Template => (text === '' ? [] : [text]);
