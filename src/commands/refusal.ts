import { nearest } from '../nearest.ts';
import { Refusal } from '../refusal.ts';

/** The most choices that one line names. */
const mostChoices = 20;

/** Refuses a name that is none of the choices, with the nearest one. */
export function refuseName(what: string, name: string, choices: readonly string[]): never {
  const close = nearest(name, choices);
  const all = choices.length > mostChoices ? `see ingress2gateway list ${what}s` : `choose from ${choices.join(', ')}`;
  const hint = close === undefined ? all : `did you mean ${close}?`;
  throw new Refusal(`unknown ${what} ${JSON.stringify(name)}: ${hint}`);
}

/** Refuses what is no name of a Gateway or a namespace. */
export function refuseNoLabel(flag: string, name: string | undefined): void {
  if (name !== undefined && !/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name))
    throw new Refusal(`--${flag} ${name || '""'}: expected at most 63 lower-case letters, digits and -`);
}

/** The choice by its name. Throws a `Refusal` where there is none. */
export function choose<T extends { readonly name: string }>(what: string, name: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice.name === name);
  return (
    found ??
    refuseName(
      what,
      name,
      choices.map((choice) => choice.name),
    )
  );
}
