import type * as z from 'zod';
import type { Capabilities, Structure } from './emit/capabilities.ts';
import type { JsonObject } from './emit/fragment.ts';
import { type GatewayApi, newest } from './emit/gateway-api.ts';
import type { KnownUpTo } from './emit/newer-releases.ts';

/** Says, for everything in the model, how one Gateway API implementation expresses it. */
export interface Emitter {
  readonly name: string;
  readonly title: string;
  /** The flags `--<name>-<option>`, with their help. */
  readonly options: z.ZodObject;
  /** Binds the options of one run, and the release that the output is for. Throws a `ZodError` where they make no sense. */
  readonly open: (options: unknown, api?: GatewayApi) => Dialect;
}

/** An emitter with its options read. */
export interface Dialect {
  readonly name: string;
  /** The release and the channel that the output is for. */
  readonly api: GatewayApi;
  /** Absent: the class of the source keeps its name. */
  readonly gatewayClassName?: string;
  /** The release of the implementation that the output is for, where objects of its own depend on it. */
  readonly implementation?: KnownUpTo;
  readonly capabilities: Capabilities;
  readonly structure: Structure;
  /** Last changes to the spec of a policy, once all its parts are together. */
  readonly finishPolicy?: (spec: JsonObject) => JsonObject;
}

/** Types `options` for the author of an emitter, and hides them from the registry. */
export const defineEmitter = <S extends z.ZodObject>(
  spec: Omit<Emitter, 'options' | 'open'> & {
    readonly options: S;
    readonly open: (options: z.output<S>, api: GatewayApi) => Omit<Dialect, 'name' | 'api'>;
  },
): Emitter => ({
  ...spec,
  open: (options, api = newest) => ({ name: spec.name, api, ...spec.open(spec.options.parse(options), api) }),
});
