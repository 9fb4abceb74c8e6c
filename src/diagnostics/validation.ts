/** 4xxx: what a schema says about an object. */
export const validationEntries = {};
