import { closest, distance } from "fastest-levenshtein";

/** The candidate that a mistyped word most likely meant, or undefined where nothing is near. */
export function nearest(word: string, candidates: Iterable<string>): string | undefined {
  const all = [...candidates];
  if (all.length === 0) return undefined;
  const best = closest(
    word.toLowerCase(),
    all.map((candidate) => candidate.toLowerCase()),
  );
  const limit = Math.max(2, Math.floor(word.length / 3));
  if (distance(word.toLowerCase(), best) > limit) return undefined;
  return all.find((candidate) => candidate.toLowerCase() === best);
}

/** `; did you mean "x"?` for the end of a sentence, or nothing. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const best = nearest(word, candidates);
  return best === undefined ? "" : `; did you mean "${best}"?`;
}
