/** Reads nginx's configuration as nginx does, statement by statement. */

/** One statement, with the statements of its block. */
export interface Statement {
  readonly name: string;
  /** Without the quotes around them. */
  readonly args: readonly string[];
  readonly block?: readonly Statement[];
  /** As it is written, on one line. */
  readonly text: string;
}

/** A piece of configuration, or why nginx would not load it. */
export type Snippet = { readonly statements: readonly Statement[] } | { readonly problem: string };

/** A word, a `;`, a brace, or the raw code of a Lua block. */
interface Token {
  readonly kind: 'word' | ';' | '{' | '}' | 'lua';
  readonly text: string;
}

/** Reads a whole snippet. Comments end with the line; quotes hide what is in them. */
export function parseSnippet(text: string): Snippet {
  const tokens = tokensOf(text);
  if ('problem' in tokens) return tokens;
  return blockOf(tokens.tokens.values(), 0);
}

/** How many blocks may stand in each other. No configuration comes near it, and whoever reads one goes as deep. */
const deepest = 50;

/** What stands at one place of the text, longest first: a comment, a quoted word, a sign, or a plain word. */
const token =
  /\s+|#[^\n]*|("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')|([{};])|((?:\$\{|\\.|[^\s{};"'#])(?:\$\{|\\.|[^\s{;])*)/sy;

function tokensOf(text: string): { readonly tokens: readonly Token[] } | { readonly problem: string } {
  const tokens: Token[] = [];
  token.lastIndex = 0;
  for (let at = 0; at < text.length; at = token.lastIndex) {
    const found = token.exec(text);
    if (!found) return { problem: `a quote is never closed: ${shortened(text.slice(at))}` };
    const [, quoted, sign, word] = found;
    if (quoted !== undefined && !/^(?:[\s;{)]|$)/.test(text.slice(token.lastIndex))) {
      return { problem: `text follows a quote: ${shortened(text.slice(at))}` };
    }
    if (quoted ?? word) tokens.push({ kind: 'word', text: quoted ?? word ?? '' });
    if (sign === '{' && tokens.at(-1)?.text.endsWith('_by_lua_block')) {
      const end = endOfLua(text, token.lastIndex);
      if (end === undefined) return { problem: 'a { is never closed' };
      tokens.push({ kind: 'lua', text: text.slice(token.lastIndex, end - 1) });
      token.lastIndex = end;
    } else if (sign !== undefined) tokens.push({ kind: sign as ';' | '{' | '}', text: sign });
  }
  return { tokens };
}

/** Where a block of Lua ends, of which nginx reads nothing but the braces. */
function endOfLua(text: string, start: number): number | undefined {
  for (let at = start, depth = 1; at < text.length; at++) {
    if (text[at] === '{') depth++;
    if (text[at] === '}') depth--;
    if (depth === 0) return at + 1;
  }
  return undefined;
}

/** Takes the statements of one block off the tokens, with the brace that ends it. */
function blockOf(
  tokens: IterableIterator<Token>,
  depth: number,
): { readonly statements: readonly Statement[] } | { readonly problem: string } {
  if (depth > deepest) return { problem: `its blocks are nested more than ${deepest} levels deep` };
  const statements: Statement[] = [];
  let words: string[] = [];
  const end = (inner?: string, block?: readonly Statement[]) => {
    const [name = '', ...args] = words.map(unquoted);
    // The bracket of a condition stands alone behind a quote.
    const line = words.reduce((all, word) => (word === ')' ? `${all})` : `${all} ${word}`));
    const text = `${line}${inner === undefined ? ';' : ` { ${inner} }`}`;
    statements.push({ name, args, text, ...(block && { block }) });
    words = [];
  };
  // The iterator of an array goes on where an inner block has left it.
  for (const next of tokens) {
    if (next.kind === '}') {
      if (depth === 0) return { problem: 'a } was never opened' };
      if (words.length > 0) return { problem: `a ; is missing after ${shortened(words.join(' '))}` };
      return { statements };
    }
    if (next.kind === 'word') words.push(next.text);
    else if (words.length === 0) return { problem: `${next.text} stands where a directive is expected` };
    else if (next.kind === ';') end();
    else if (next.kind === 'lua') end(oneLine(next.text), []);
    else {
      const inner = blockOf(tokens, depth + 1);
      if ('problem' in inner) return inner;
      end(inner.statements.map((one) => one.text).join(' '), inner.statements);
    }
  }
  if (depth > 0) return { problem: 'a { is never closed' };
  // What the controller writes behind the snippet would become a part of its last statement.
  if (words.length > 0) return { problem: `a ; is missing after ${shortened(words.join(' '))}` };
  return { statements };
}

/** The statements and those in their blocks. */
export const everyStatement = (statements: readonly Statement[]): Statement[] =>
  statements.flatMap((one) => [one, ...everyStatement(one.block ?? [])]);

const unquoted = (word: string): string =>
  /^(".*"|'.*')$/s.test(word) ? word.slice(1, -1).replace(/\\(["'\\])/g, '$1') : word;

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim();

const longest = 100;

/** Text for a message: on one line, and not all of it where it is long. */
export function shortened(text: string): string {
  const line = oneLine(text);
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line;
}
