import type { Printed } from './finish.ts';
import { withoutSteering } from './steering.ts';

/** One `v1` `List` of all objects. */
export const printJson = (objects: Iterable<Printed>): string =>
  `${withoutSteering(JSON.stringify({ apiVersion: 'v1', kind: 'List', items: Array.from(objects, ({ object }) => object) }, null, 2))}\n`;
