const units = [
  ['Gi', 2 ** 30],
  ['Mi', 2 ** 20],
  ['Ki', 2 ** 10],
] as const;

/** Bytes as Kubernetes writes a quantity: no more and no fewer of them. */
export function quantityOf(bytes: number): string | number {
  const unit = units.find(([, factor]) => bytes > 0 && bytes % factor === 0);
  return unit ? `${bytes / unit[1]}${unit[0]}` : bytes;
}

/** Bytes for people. */
export const bytesText = (bytes: number): string => {
  const quantity = quantityOf(bytes);
  return typeof quantity === 'number' ? `${bytes} bytes` : quantity.replace(/(?=[GMK]i$)/, ' ').concat('B');
};
