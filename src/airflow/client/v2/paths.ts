/** A path of the API; what is put in is encoded: `path\`/dags/${id}\``. */
export function path(parts: TemplateStringsArray, ...ids: readonly (string | number)[]): string {
  return `/api/v2${parts.map((part, i) => part + (i < ids.length ? encodeURIComponent(ids[i] as string) : "")).join("")}`;
}
