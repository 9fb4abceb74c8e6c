const label = '[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?';
const hostname = new RegExp(`^(\\*\\.)?${label}(\\.${label})*$`);
const address = /^\d+(\.\d+){3}$/;
const longest = 253;

/** Whether it is a host name as the API server takes it. */
export const isHost = (text: string): boolean => text.length <= longest && hostname.test(text) && !address.test(text);

/** What a caller wants to hear of a host that was put right. */
interface HostListener {
  readonly changed: (host: string, now: string, why: string) => void;
}

/** A host in lower case, or `undefined` where it can be no host name (`refuse` says why). `''` is any host. */
export function readHost(
  written: string,
  refuse: (problem: string) => void,
  listener: HostListener,
): string | undefined {
  const host = written.trim().toLowerCase();
  if (host === '') return host;
  if (host.length > longest || !hostname.test(host)) {
    const placeholder = /[{}$<>%]/.test(host) ? ', and looks like a placeholder that was never filled in' : '';
    refuse(`${JSON.stringify(written)} is no host name${placeholder}`);
    return undefined;
  }
  if (address.test(host)) {
    refuse(`${JSON.stringify(written)} is an address, and a host has to be a name`);
    return undefined;
  }
  if (host !== written) listener.changed(written, host, 'the API server takes lower-case host names only');
  return host;
}
