import type { Gate } from '../../src/annotations.ts';

/** The controller looks at an annotation only where another is set. */
export const onlyWith = (annotation: string): Gate => ({
  closed: (said) => (said(annotation) === undefined ? `${annotation} is not set` : undefined),
});

/** The controller looks at an annotation only where another says one thing. */
export const onlyWhere = (annotation: string, value: string | boolean, where = ''): Gate => ({
  closed: (said) => (said(annotation) === value ? undefined : `${annotation} is not "${value}"${where}`),
});

/** The same, for an annotation that people set to keep somebody out. */
export const guarding = (gate: Gate): Gate => ({ ...gate, guards: true });
