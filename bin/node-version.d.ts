/** What is wrong with a version of Node in the light of a package's `engines.node`, or undefined. */
export function nodeProblem(version: string, engines: string): string | undefined;
