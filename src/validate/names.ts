import { patternOf } from './patterns.ts';

const subdomain = '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*';

/** The kinds of names that Kubernetes knows, under the names that rules use for them. */
export const nameFormats = {
  dns1123Label: { pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$', maxLength: 63 },
  dns1123Subdomain: { pattern: `^${subdomain}$`, maxLength: 253 },
  dns1035Label: { pattern: '^[a-z]([-a-z0-9]*[a-z0-9])?$', maxLength: 63 },
  labelValue: { pattern: '^(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?$', maxLength: 63 },
} as const;

/** One kind of name. */
export type NameFormat = keyof typeof nameFormats;

/** What keeps a text from being such a name; empty if nothing does. */
export function nameFaults(format: NameFormat, text: string): readonly string[] {
  return faults(nameFormats[format], text);
}

/** What keeps a text from being the key of a label or an annotation: a name, perhaps below the DNS name of its owner. */
export function keyFaults(text: string): readonly string[] {
  const slash = text.indexOf('/');
  const ofOwner = slash < 0 ? [] : nameFaults('dns1123Subdomain', text.slice(0, slash));
  const ofName = faults(
    { pattern: '^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$', maxLength: 63 },
    text.slice(slash + 1),
  );
  return [...ofOwner, ...ofName];
}

function faults({ pattern, maxLength }: { pattern: string; maxLength: number }, text: string): readonly string[] {
  const found: string[] = [];
  if (text.length > maxLength) found.push(`must be at most ${maxLength} characters long, is ${text.length}`);
  if (!patternOf(pattern).test(text)) found.push(`must match '${pattern}'`);
  return found;
}
