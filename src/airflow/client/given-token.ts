import type { Authorization, Login } from "./token-login.ts";

/** A token that the user has from elsewhere, such as one of a managed Airflow. */
export interface BearerToken {
  readonly token: string;
}

/** Whether a user logs in with a token and not with a name and a password. */
export function isBearerToken(login: Login | BearerToken): login is BearerToken {
  return "token" in login;
}

/** Sends a token as it was given; there is no other one to be had where the server refuses it. */
export class GivenToken implements Authorization {
  readonly always: Readonly<Record<string, string>>;

  constructor({ token }: BearerToken) {
    this.always = Object.freeze({ authorization: `Bearer ${token}` });
  }

  async headers(): Promise<Readonly<Record<string, string>>> {
    return this.always;
  }

  forget(): void {}
}
