import { userInfo } from "node:os";

/** Who runs us; the number where the user has no name, as happens in containers. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return String(process.getuid?.() ?? "you");
  }
}
