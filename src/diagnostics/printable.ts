/** Input is never trusted to steer a terminal: control characters and marks that turn text around are written out. */
export const printable = (text: string): string =>
  text
    .replaceAll('\t', ' ')
    .replace(
      /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g,
      (c) => `\\u{${c.charCodeAt(0).toString(16)}}`,
    );
