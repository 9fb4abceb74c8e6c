import type { Printed } from './finish.ts';
import { withoutSteering } from './steering.ts';

/** One `v1` `List` of all objects. */
export const printJson = (objects: readonly Printed[]): string =>
  `${withoutSteering(JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects.map(({ object }) => object) }, null, 2))}\n`;
