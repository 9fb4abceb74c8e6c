import { approximately, missing, renders } from './capabilities.ts';

/** Access control that no emitter can say: the source tells why, and what to do. */
export const opaqueAccess = renders(
  'opaque-access',
  { said: approximately('what may keep somebody out and is not understood makes the route answer with an error') },
  ({ said: { value } }) => missing(value.because, value.instead),
);
