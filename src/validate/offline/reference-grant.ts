import { group, kind, namespace, refName } from './names.ts';
import { fields, list } from './shapes.ts';

const from = () => fields({ group, kind, namespace }, {});
const to = () => fields({ group, kind }, { name: refName });

/** `ReferenceGrant.spec`. */
export const referenceGrant = () =>
  fields({ from: list(from(), { min: 1, max: 16 }), to: list(to(), { min: 1, max: 16 }) }, {});
