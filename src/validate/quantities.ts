const shape = /^([+-]?)(\d+\.?\d*|\.\d+)(?:([KMGTPE])i|([numkMGTPE])|[eE]([+-]?\d{1,3}))?$/;
const powers: { readonly [suffix: string]: number } = { n: -9, u: -6, m: -3, k: 3, M: 6, G: 9, T: 12, P: 15, E: 18 };

/** A Kubernetes quantity such as `16Ki` or `0.5`, counted in billionths; undefined where it is none. */
export function nanosOf(text: string): bigint | undefined {
  const match = shape.exec(text);
  if (!match) return undefined;
  const [, sign, number = '', binary, decimal, exponent = '0'] = match;
  const [whole = '', fraction = ''] = number.split('.');
  const factor = binary === undefined ? 1n : 1024n ** BigInt('KMGTPE'.indexOf(binary) + 1);
  const power = decimal === undefined ? Number(exponent) : (powers[decimal] ?? 0);
  const nanos = scaled(BigInt(whole + fraction) * factor, power + 9 - fraction.length);
  return sign === '-' ? -nanos : nanos;
}

// What is finer than a billionth is rounded away from zero, as Kubernetes does.
function scaled(value: bigint, exponent: number): bigint {
  if (exponent >= 0) return value * 10n ** BigInt(exponent);
  const divisor = 10n ** BigInt(-exponent);
  return (value + divisor - 1n) / divisor;
}
