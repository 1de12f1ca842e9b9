/** `collector` for a task, `collector[3]` for an instance of a mapped one. */
export function taskLabel({ taskId, mapIndex }: { readonly taskId: string; readonly mapIndex: number }): string {
  return mapIndex >= 0 ? `${taskId}[${mapIndex}]` : taskId;
}

/** Natural order: `collector_2` before `collector_10`. */
export const byLabel = new Intl.Collator("en", { numeric: true }).compare;
