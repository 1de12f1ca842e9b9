import { randomBytes } from "node:crypto";
import type { Secrets } from "./profile.ts";

/** New secrets. A Fernet key is 32 bytes in URL-safe base64 with padding; HS512 wants 64 bytes for the JWT secret. */
export function newSecrets(): Secrets {
  return {
    fernetKey: randomBytes(32).toString("base64").replaceAll("+", "-").replaceAll("/", "_"),
    jwtSecret: randomBytes(64).toString("base64url"),
    apiSecret: randomBytes(32).toString("base64url"),
  };
}

/** A password that needs no escaping in an address. */
export function newPassword(): string {
  return randomBytes(18).toString("base64url");
}
