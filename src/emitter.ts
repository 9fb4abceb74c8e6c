import type * as z from 'zod';
import type { Capabilities, Structure } from './emit/capabilities.ts';

/** Says, for everything in the model, how one Gateway API implementation expresses it. */
export interface Emitter {
  readonly name: string;
  readonly title: string;
  /** The flags `--<name>-<option>`, with their help. */
  readonly options: z.ZodObject;
  /** Binds the options of one run. Throws a `ZodError` where they make no sense. */
  readonly open: (options: unknown) => Dialect;
}

/** An emitter with its options read. */
export interface Dialect {
  readonly name: string;
  /** Absent: the class of the source keeps its name. */
  readonly gatewayClassName?: string;
  readonly capabilities: Capabilities;
  readonly structure: Structure;
}

/** Types `options` for the author of an emitter, and hides them from the registry. */
export const defineEmitter = <S extends z.ZodObject>(
  spec: Omit<Emitter, 'options' | 'open'> & {
    readonly options: S;
    readonly open: (options: z.output<S>) => Omit<Dialect, 'name'>;
  },
): Emitter => ({ ...spec, open: (options) => ({ name: spec.name, ...spec.open(spec.options.parse(options)) }) });
