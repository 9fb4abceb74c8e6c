/** A request that makes no sense: exit code 2, nothing printed on standard output. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
}
