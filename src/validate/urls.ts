/** The parts of a URL that rules ask for, as Go's `net/url` finds them. */
export interface UrlParts {
  readonly scheme: string;
  /** With the port. */
  readonly host: string;
  /** Without the port, and without the brackets of an IPv6 address. */
  readonly hostname: string;
  readonly port: string;
}

const absolute =
  /^([A-Za-z][A-Za-z0-9+.-]*):(?:\/\/(?:[^/?@]*@)?(\[[0-9A-Fa-f:.]+\]|[-A-Za-z0-9._~!$&'()*+,;=<>"\x80-\uffff]*)(?::(\d*))?(?=[/?]|$)|(?!\/\/))/;
const brokenPath = /[\0-\x1f\x7f]|^[^?]*%(?![0-9A-Fa-f]{2})/;

/**
 * Takes apart an absolute URL or an absolute path; undefined where Go's `ParseRequestURI` would fail.
 * `URL` will not do: it repairs what it reads, and demands a host where Go does not.
 */
export function urlOf(text: string): UrlParts | undefined {
  if (brokenPath.test(text)) return undefined;
  if (text.startsWith('/')) return { scheme: '', host: '', hostname: '', port: '' };
  const match = absolute.exec(text);
  if (!match) return undefined;
  const [, scheme = '', address = '', port] = match;
  return {
    scheme: scheme.toLowerCase(),
    host: port === undefined ? address : `${address}:${port}`,
    hostname: address.startsWith('[') ? address.slice(1, -1) : address,
    port: port ?? '',
  };
}
