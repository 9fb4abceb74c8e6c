/** Kubernetes takes no more than five digits for each unit. */
const most = 99_999;

/** Seconds as the Gateway API writes a duration; eleven years are the longest that it can write. */
export function durationOf(seconds: number): string {
  if (seconds <= most) return `${seconds}s`;
  const hours = Math.floor(seconds / 3600);
  if (hours > most) return `${most}h`;
  const rest = [
    [Math.floor(seconds / 60) % 60, 'm'],
    [seconds % 60, 's'],
  ] as const;
  return [`${hours}h`, ...rest.flatMap(([amount, unit]) => (amount > 0 ? [`${amount}${unit}`] : []))].join('');
}
