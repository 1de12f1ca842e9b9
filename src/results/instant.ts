/** Microseconds since 1970 of an ISO 8601 moment, NaN where it is none. Airflow counts in microseconds, Date cannot. */
export function microsOf(iso: string): number {
  const fraction = /\.(\d+)/.exec(iso);
  if (!fraction) return Date.parse(iso) * 1000;
  const whole = iso.slice(0, fraction.index) + iso.slice(fraction.index + fraction[0].length);
  return Date.parse(whole) * 1000 + Number(`${fraction[1]}000000`.slice(0, 6));
}

/** The moment in ISO 8601 with six decimals, in UTC. */
export function isoOf(micros: number): string {
  const seconds = Math.floor(micros / 1_000_000);
  const fraction = String(Math.round(micros - seconds * 1_000_000)).padStart(6, "0");
  return `${new Date(seconds * 1000).toISOString().slice(0, 19)}.${fraction}Z`;
}
