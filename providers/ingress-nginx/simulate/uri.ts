/** The path of a request as nginx sees it when it looks for a location; `undefined` where it answers 400. */
export function normalUri(path: string): string | undefined {
  if (/%(?![\da-f]{2})|%00/i.test(path)) return undefined;
  const decoded = Buffer.concat(
    path
      .split(/(%[\da-f]{2})/i)
      .map((part) => (part[0] === '%' ? Buffer.from(part.slice(1), 'hex') : Buffer.from(part))),
  ).toString('utf8');
  const segments = decoded.split('/').slice(1);
  const kept: string[] = [];
  for (const [i, segment] of segments.entries()) {
    const isLast = i === segments.length - 1;
    const isDots = segment === '.' || segment === '..';
    if (segment === '..' && kept.pop() === undefined) return undefined;
    if (isDots || segment === '') {
      if (isLast) kept.push('');
    } else kept.push(segment);
  }
  return `/${kept.join('/')}`;
}

/** The path before the query, and the query with its `?`. */
export function splitQuery(path: string): readonly [path: string, query: string] {
  const at = path.indexOf('?');
  return at < 0 ? [path, ''] : [path.slice(0, at), path.slice(at)];
}

/** A path as nginx writes it into a request or a redirect, after it was decoded. */
export const escapedUri = (path: string): string => escaped(path, /[^!$&'()*+,\-./\w:;=@[\]~]/g);

/** A path of an Ingress as a client would send it. */
export const onTheWire = (path: string): string => escaped(path, /[^!$&'()*+,\-./\w:;=@~]/g);

const escaped = (text: string, others: RegExp): string =>
  Buffer.from(text, 'utf8')
    .toString('latin1')
    .replace(others, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`);
