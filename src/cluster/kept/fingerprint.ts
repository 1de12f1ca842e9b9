import { createHmac } from "node:crypto";
import { canonicalJson } from "../../base/canonical-json.ts";

/** Everything that shaped a cluster, by part: plain data. */
export type Shape = Readonly<Record<string, unknown>>;

/** Tells whether two clusters are the same, and nothing else of them. */
export interface Fingerprint {
  /** 64 hexadecimal digits. */
  readonly hash: string;
  /** For each part a hash of its own, by which can be said what is different. */
  readonly parts: Readonly<Record<string, string>>;
}

/**
 * The fingerprint of a shape. It is an HMAC: a shape has passwords in it, and whoever sees the fingerprint (it is a label
 * of the containers) cannot try out words as long as they do not have the key.
 * @param key random, of the folder that remembers kept clusters
 */
export function fingerprintOf(shape: Shape, key: Buffer): Fingerprint {
  const sign = (text: string) => createHmac("sha256", key).update(text).digest("hex");
  const names = Object.keys(shape)
    .filter((name) => shape[name] !== undefined)
    .sort();
  const full = names.map((name) => [name, sign(`${name}\0${canonicalJson(shape[name])}`)] as const);
  return {
    hash: sign(JSON.stringify(full)),
    parts: Object.fromEntries(full.map(([name, hash]) => [name, hash.slice(0, 16)])),
  };
}

/** The parts in which two fingerprints differ, in order. */
export function differentParts(one: Fingerprint["parts"], other: Fingerprint["parts"]): string[] {
  const names = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...names].filter((name) => one[name] !== other[name]).sort();
}
