/** The longest name of an object, listener or rule that we print. */
const longest = 63;

/** `*.a.b` as `wildcard-a-b`, and any host as nothing: what a name can hold of a host. */
export const dashed = (hostname: string): string => label(hostname.replace(/^\*/, 'wildcard'));

/** Lower case letters, digits and dashes, with a letter or digit at both ends. */
export const label = (text: string): string =>
  isLabel.test(text)
    ? text
    : text
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-|-$/g, '');

/** What most names are already. */
const isLabel = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

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
  private readonly taken = new Set<string>();

  /** The wanted name where it is free and at most 63 characters long; else one with a hash of `identity`. */
  claim(scope: string, wanted: string, identity: string): string {
    let name = wanted;
    for (let round = 0; !this.take(scope, name); round++)
      name = cut(wanted, round === 0 ? identity : `${identity}#${round}`);
    return name;
  }

  /** Whether a name was short enough and free. Now it is taken. */
  private take(scope: string, name: string): boolean {
    const before = this.taken.size;
    if (name.length <= longest) this.taken.add(`${scope}/${name}`);
    return this.taken.size > before;
  }

  /** Names for objects of which the first comes first in the alphabet as well: the wanted one, and numbers after it. */
  series(scope: string, wanted: string, count: number, identity: string): readonly string[] {
    if (count === 1) return [this.claim(scope, wanted, identity)];
    const width = String(count).length;
    const numbered = (base: string) =>
      Array.from({ length: count }, (_, i) => (i === 0 ? base : `${base}-${String(i + 1).padStart(width, '0')}`));
    const free = (name: string) => name.length <= longest && !this.taken.has(`${scope}/${name}`);
    let base = wanted;
    for (let round = 0; !numbered(base).every(free); round++)
      base = cut(wanted, round === 0 ? identity : `${identity}#${round}`, longest - width - 1);
    for (const name of numbered(base)) this.taken.add(`${scope}/${name}`);
    return numbered(base);
  }
}
