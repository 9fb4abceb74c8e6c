import { remembering } from '../remembering.ts';
import { keyText, scalarText } from './scalar.ts';

/**
 * What lines begin with: the end of the line before, spaces, and dashes. There are few, and each is put together with a key
 * once.
 */
export class LineStart {
  readonly text: string;
  /** With a key whose value stands on the line. */
  readonly beside: (key: string) => KeyStart;
  /** With a key whose value stands below. */
  readonly above: (key: string) => string;
  #inner: LineStart | undefined;
  #dash: LineStart | undefined;

  constructor(text: string) {
    this.text = text;
    this.beside = remembering((key) => new KeyStart(`${text}${keyText(key)}: `));
    this.above = remembering((key) => `${text}${keyText(key)}:`);
  }

  /** Two columns further to the right. */
  get inner(): LineStart {
    this.#inner ??= new LineStart(`${this.text}  `);
    return this.#inner;
  }

  /** With a dash. */
  get dash(): LineStart {
    this.#dash ??= new LineStart(`${this.text}- `);
    return this.#dash;
  }
}

/** What a line begins with, up to its value. Objects beside each other are alike: the line is often the one of last time. */
class KeyStart {
  readonly text: string;
  #value: unknown;
  #line = '';

  constructor(text: string) {
    this.text = text;
  }

  /** The line with a scalar, further lines of which begin with the margin. */
  line(value: unknown, margin: string): string {
    if (value !== this.#value) {
      this.#line = this.text + scalarText(value, margin);
      this.#value = value;
    }
    return this.#line;
  }
}
