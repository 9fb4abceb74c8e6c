import type { Template } from '../template.ts';

/** A header and what it is set to. */
export interface HeaderValue {
  readonly name: string;
  readonly value: Template;
}
