import { type Command, Option } from 'commander';
import * as z from 'zod';
import { Refusal } from '../refusal.ts';

/** A plug-in that has flags of its own. */
interface Configurable {
  readonly name: string;
  readonly options: z.ZodObject;
}

type Values = Readonly<Record<string, unknown>>;

/** Adds `--<plug-in>-<option>` for every option of a plug-in. */
export function addFlags(command: Command, { name, options }: Configurable): void {
  for (const [key, schema] of Object.entries(options.shape)) {
    const flag = `--${flagOf(name, key)}`;
    const type = typeOf(schema);
    const argument = type === 'boolean' ? '' : type === 'array' ? ' <name...>' : ' <value>';
    command.addOption(
      new Option(`${flag}${argument}`, (schema as z.ZodType).description ?? '').helpGroup(`Options of ${name}:`),
    );
  }
}

/** The options of a plug-in among the flags that were given. Throws a `Refusal` where a value makes no sense. */
export function openWith<T>({ name, options }: Configurable, given: Values, open: (options: unknown) => T): T {
  const own = Object.fromEntries(
    Object.keys(options.shape).flatMap((key) => {
      const value = given[camelCase(flagOf(name, key))];
      return value === undefined
        ? []
        : [[key, Array.isArray(value) ? value.flatMap((v) => String(v).split(',')) : value]];
    }),
  );
  try {
    return open(own);
  } catch (error) {
    if (!(error instanceof z.ZodError)) throw error;
    const [issue] = error.issues;
    throw new Refusal(`--${flagOf(name, String(issue?.path[0] ?? ''))}: ${issue?.message}`);
  }
}

/** Refuses flags of plug-ins that the run has no use for. Throws a `Refusal`. */
export function refuseForeign(plugins: readonly Configurable[], given: Values): void {
  for (const { name, options } of plugins) {
    const flag = Object.keys(options.shape)
      .map((key) => flagOf(name, key))
      .find((one) => given[camelCase(one)] !== undefined);
    if (flag !== undefined) throw new Refusal(`--${flag} is an option of ${name}, which was not asked for`);
  }
}

const flagOf = (name: string, key: string): string => `${name}-${key.replace(/[A-Z]/g, (c) => `-${c.toLowerCase()}`)}`;
const camelCase = (flag: string): string => flag.replace(/-([a-z])/g, (_, c: string) => c.toUpperCase());

/** What is inside defaults, optionals and transformations. */
function typeOf(schema: unknown): string {
  const { def } = schema as { def: { type: string; innerType?: unknown; in?: unknown } };
  const inner = def.innerType ?? def.in;
  return inner === undefined ? def.type : typeOf(inner);
}
