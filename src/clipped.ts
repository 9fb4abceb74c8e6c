const widest = 80;

/** The beginning of a text that somebody else wrote, for messages: nobody reads a megabyte. */
export const clipped = (text: string): string => (text.length > widest ? `${text.slice(0, widest)}…` : text);
