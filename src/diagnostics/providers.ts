/** 2xxx: what a provider says about Ingresses and their annotations. */
export const providerEntries = {};
