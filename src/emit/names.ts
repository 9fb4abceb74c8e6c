/** The longest name of an object, listener or rule that we print. */
const longest = 63;

/** `*.a.b` as `wildcard-a-b`, and any host as nothing: what a name can hold of a host. */
export const dashed = (hostname: string): string =>
  label(hostname.startsWith('*') ? `wildcard${hostname.slice(1)}` : hostname);

/** Lower case letters, digits and dashes, with a letter or digit at both ends. */
export const label = (text: string): string =>
  isLabels.test(text)
    ? text.replaceAll('.', '-')
    : text
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-|-$/g, '');

/** What most names are already, and host names but for the dots. */
const isLabels = /^[a-z0-9]+(?:[-.][a-z0-9]+)*$/;

/** Joins the parts that are there with dashes. */
export function joined(...parts: readonly string[]): string {
  let text = '';
  for (const part of parts) {
    if (part !== '') text += text === '' ? part : `-${part}`;
  }
  return text;
}

/** Eight digits that depend on a text (FNV-1a, 32 bits), for names that would be too long or taken. */
export function hashOf(text: string): string {
  let hash = 0x811c9dc5;
  for (const byte of Buffer.from(text, 'utf8')) hash = Math.imul(hash ^ byte, 0x01000193);
  return (hash >>> 0).toString(16).padStart(8, '0');
}

const cut = (name: string, identity: string, most = longest): string => {
  const hash = hashOf(identity);
  return `${name.slice(0, most - hash.length - 1).replace(/-+$/, '')}-${hash}`;
};

/** A name of at most 63 characters, which says the rest with a hash. */
export const fitted = (name: string): string => (name.length <= longest ? name : cut(name, name));

/** Hands out names, each once. Who asks first gets the plain one, so ask in an order that depends on content alone. */
export class Names {
  private readonly taken = new Map<string, Map<string, Set<string>>>();

  /**
   * The wanted name where it is free among those of a kind in a place and at most 63 characters long; else one with a hash of
   * `identity`, whose parts are joined for that alone.
   */
  claim(kind: string, place: string, wanted: string, identity: readonly string[]): string {
    const taken = this.takenIn(kind, place);
    let name = wanted;
    for (let round = 0; !isFree(name, taken); round++) name = cut(wanted, identityIn(round, identity));
    taken.add(name);
    return name;
  }

  /** Names for objects of which the first comes first in the alphabet as well: the wanted one, and numbers after it. */
  series(kind: string, place: string, wanted: string, count: number, identity: readonly string[]): readonly string[] {
    if (count === 1) return [this.claim(kind, place, wanted, identity)];
    const taken = this.takenIn(kind, place);
    const width = String(count).length;
    const numbered = (base: string) =>
      Array.from({ length: count }, (_, i) => (i === 0 ? base : `${base}-${String(i + 1).padStart(width, '0')}`));
    let base = wanted;
    for (let round = 0; !numbered(base).every((name) => isFree(name, taken)); round++)
      base = cut(wanted, identityIn(round, identity), longest - width - 1);
    for (const name of numbered(base)) taken.add(name);
    return numbered(base);
  }

  private takenIn(kind: string, place: string): Set<string> {
    let places = this.taken.get(kind);
    if (places === undefined) {
      places = new Map();
      this.taken.set(kind, places);
    }
    let names = places.get(place);
    if (names === undefined) {
      names = new Set();
      places.set(place, names);
    }
    return names;
  }
}

const isFree = (name: string, taken: ReadonlySet<string>): boolean => name.length <= longest && !taken.has(name);

const identityIn = (round: number, parts: readonly string[]): string =>
  round === 0 ? parts.join('/') : `${parts.join('/')}#${round}`;
