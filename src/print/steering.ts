/**
 * Characters that may steer a terminal, or turn or hide text. Line ends and tabs are text like any other. The pattern stands in a
 * function because classes of Unicode take long to look up, and few runs have a text that is in doubt.
 */
const steering = (): RegExp => /[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?![\n\t])\p{Cc}/gu;

/** Whether a text holds characters that have to be escaped, which both YAML and JSON do between double quotes alone. */
export const isSteering = (text: string): boolean => text.search(steering()) >= 0;

/** Printed YAML or JSON in which such characters stand between double quotes, with escapes in their places. */
export const withoutSteering = (text: string): string =>
  text.replace(steering(), (c) =>
    Array.from({ length: c.length }, (_, i) => `\\u${c.charCodeAt(i).toString(16).padStart(4, '0')}`).join(''),
  );
