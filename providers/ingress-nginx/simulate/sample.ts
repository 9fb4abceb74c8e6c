/** Groups from the inside out, the last of their alternatives kept or the first. */
const group = /\((?:\?(?:[:=!]|P?<\w+>|<[=!]))?([^()]*)\)[?*+]?(?:\{\d*,?\d*\})?/;

/** Texts that a regular expression may well match. Whether they do is for both sides to say. */
export function samplesOf(pattern: string): string[] {
  const read = (choose: (alternatives: readonly string[]) => string) => {
    let text = plain(pattern);
    while (group.test(text)) text = text.replace(group, (_, inner: string) => choose(inner.split('|')));
    const top = choose(text.split('|')).replace(/[?*+^$]|\{\d*,?\d*\}/g, '');
    return literal(top.startsWith('/') ? top : `/${top}`);
  };
  const first = read(([one = '']) => one);
  const last = read((all) => all.at(-1) ?? '');
  return [...new Set([first, last])];
}

const classes: Readonly<Record<string, string>> = { d: '1', w: 'a', s: ' ', D: 'x', W: '-', S: 'x' };

/** Each class as one of its members, and each escaped character as something that stands for itself. */
const plain = (pattern: string): string =>
  pattern
    .replace(/\\(.)/g, (_, c: string) => classes[c] ?? (/\w/.test(c) ? '' : hidden(c)))
    .replace(/\[\^[^\]]*\]/g, 'x')
    .replace(/\[(?::\w+:\]|([^\]])[^\]]*)\]?/g, (_, c: string | undefined) => hidden(c ?? 'a'))
    .replace(/\./g, 'x');

/** Characters in a place where no pattern has any, so that they mean nothing for a while. */
const hidden = (c: string): string => String.fromCodePoint(0xe000 + (c.codePointAt(0) ?? 0));

const literal = (text: string): string =>
  text.replace(/[\ue000-\uefff]/g, (c) => String.fromCodePoint((c.codePointAt(0) ?? 0) - 0xe000));
