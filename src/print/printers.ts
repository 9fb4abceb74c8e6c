import type { Printed } from './finish.ts';
import { printYaml } from './yaml.ts';

/** Writes objects as one text, and keeps none of them: of many there may be no more than one at a time. */
export type Printer = (objects: Iterable<Printed>) => string;

/** The forms that objects can be written in; all but the usual one are loaded when they are asked for. */
export const printers = {
  yaml: async (): Promise<Printer> => printYaml,
  json: async (): Promise<Printer> => (await import('./json.ts')).printJson,
  kyaml: async (): Promise<Printer> => (await import('./kyaml.ts')).printKyaml,
} as const;
