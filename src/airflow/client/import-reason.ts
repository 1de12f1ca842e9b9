/** The last line of an import error, which has its reason: `ModuleNotFoundError: No module named 'warehouse'`. */
export function importReason(error: string): string {
  return error.trim().split("\n").at(-1) ?? error;
}
