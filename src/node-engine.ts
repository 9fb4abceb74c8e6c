import process from 'node:process';

/** From how many characters of input a run is long enough for V8's habits to matter. */
const long = 200_000;
const large = 4_000_000;

/**
 * Tells V8 how much has been read so far. What a conversion makes of a manifest it keeps until all is printed, so a heap that
 * is gone through as often as V8 thinks fit is gone through for nothing: growing tenfold in between, 10,000 Ingresses take a
 * twentieth less time and no more memory. And the V8 of Node 20 optimizes functions early, which a run of a second does not
 * call often enough to pay for it: four times as late, 1,000 Ingresses take a fifth less time.
 */
export async function expectWork(characters: number): Promise<void> {
  if (characters < long) return;
  const { setFlagsFromString } = await import('node:v8');
  if (process.versions.v8.startsWith('11.')) setFlagsFromString('--interrupt-budget=264000');
  if (characters >= large) setFlagsFromString('--heap-growing-percent=900');
}
