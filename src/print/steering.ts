/** Characters that may steer a terminal, or turn or hide text. Line ends and tabs are text like any other. */
const steering = /[\p{Cf}\p{Cs}\p{Zl}\p{Zp}]|(?![\n\t])\p{Cc}/u;
const everySteering = new RegExp(steering.source, 'gu');

/** Whether a text holds characters that have to be escaped, which both YAML and JSON do between double quotes alone. */
export const isSteering = (text: string): boolean => steering.test(text);

/** Printed YAML or JSON in which such characters stand between double quotes, with escapes in their places. */
export const withoutSteering = (text: string): string =>
  text.replace(everySteering, (c) =>
    Array.from({ length: c.length }, (_, i) => `\\u${c.charCodeAt(i).toString(16).padStart(4, '0')}`).join(''),
  );
