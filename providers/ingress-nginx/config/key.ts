import type * as z from 'zod';
import type { Stake } from '../../../src/diagnostics/entry.ts';

/** One key of the controller's ConfigMap. */
export interface ConfigKey<S extends z.ZodType<unknown, string> = z.ZodType<unknown, string>> {
  readonly schema: S;
  readonly use: Use;
}

/** What becomes of a key. */
type Use =
  /** It is the default of annotations, which say what becomes of it. */
  | { readonly kind: 'annotation' }
  /** It changes what is converted. */
  | { readonly kind: 'converted' }
  /** It means nothing once nginx is gone. */
  | { readonly kind: 'irrelevant' }
  /** It has no form. */
  | {
      readonly kind: 'lost';
      readonly about: string;
      readonly stake: Stake;
      readonly instead: string;
      readonly harmless?: RegExp;
    };

/** What switches something off, or leaves it off. */
export const off = /^(0|f|false|FALSE|False|F|)$/;

/** What switches something on, or leaves it on. */
export const on = /^(1|t|true|TRUE|True|T|)$/;
const empty = /^$/;

/** The default of an annotation. */
export const ofAnnotation: Use = { kind: 'annotation' };
/** Read by passes and features. */
export const converted: Use = { kind: 'converted' };
/** Of no meaning without nginx. */
export const irrelevant: Use = { kind: 'irrelevant' };
/** Without a form. Nobody misses it with a value that `harmless` matches. */
export const lost = (about: string, stake: Stake, instead: string, harmless = empty): Use => ({
  kind: 'lost',
  about,
  stake,
  instead,
  harmless,
});

/** A key with its values and its use. */
export const key = <S extends z.ZodType<unknown, string>>(schema: S, use: Use): ConfigKey<S> => ({ schema, use });
