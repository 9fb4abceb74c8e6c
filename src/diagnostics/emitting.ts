/** 3xxx: what is lost or changed on the way to the output. */
export const emittingEntries = {};
