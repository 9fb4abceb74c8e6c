/** The longest text that expressions of inputs are tried on, and the longest expression. */
const longest = { text: 256, expression: 1024 };

/**
 * Whether an expression of an input is found in a text. The engine at hand tries again wherever it may, and how often is up
 * to whoever wrote the expression: `undefined` where it might take long, and where it cannot read the expression.
 */
export function isFoundIn(text: string, expression: string, insensitive: boolean): boolean | undefined {
  if (text.length > longest.text || expression.length > longest.expression || !isQuick(expression)) return undefined;
  try {
    return new RegExp(expression, insensitive ? 'i' : '').test(text);
  } catch {
    return undefined;
  }
}

/** How many choices an expression may leave. One that starts anywhere is tried from each character. */
const most = { anchored: 3, anywhere: 2 };

/** Whether the time for an expression is at most the third power of the text: nothing is repeated in what is repeated. */
function isQuick(expression: string): boolean {
  const bare = expression
    .replace(/\\./gs, 'x')
    .replace(/\[\^?\]?[^\]]*\]/g, 'x')
    .replace(/\((\?(:|<?[=!]|P?<\w+>))?/g, '(');
  if (/\)[*+{]/.test(bare)) return false;
  const choices = bare.match(/[*+?{]/g)?.length ?? 0;
  return choices <= (/^\^[^|]*$/.test(bare) ? most.anchored : most.anywhere);
}
