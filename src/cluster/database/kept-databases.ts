import type { Engine } from "../../engine/engine.ts";
import { DATABASE_RECIPE } from "../../images/labels.ts";
import { type OwnImage, ownImages } from "../../images/own-images.ts";
import { type RemovedImages, removeImages } from "../../images/remove-images.ts";

/** How many stay; each is some 50 MB, and whoever needs another one makes it in seconds. */
const LIMIT = 12;

const isDatabase = ({ recipe }: OwnImage) => recipe === DATABASE_RECIPE;

/** The images with migrated databases, newest first. */
export async function databaseImages(engine: Engine): Promise<OwnImage[]> {
  return (await ownImages(engine)).filter(isDatabase).sort((a, b) => b.created - a.created);
}

/** Removes them all; one that a container uses stays. */
export async function removeDatabaseImages(engine: Engine): Promise<RemovedImages> {
  return removeImages(engine, isDatabase);
}

/** Removes those whose name another one has taken, and the oldest beyond the limit; one that a container uses stays. */
export async function pruneDatabaseImages(engine: Engine): Promise<void> {
  const all = await databaseImages(engine);
  const displaced = all.filter(({ name, id }) => name === id);
  const old = new Set([...displaced, ...all.slice(LIMIT)].map(({ name }) => name));
  if (old.size > 0) await removeImages(engine, ({ name }) => old.has(name));
}
