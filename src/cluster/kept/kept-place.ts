/** Where a kept cluster is remembered. */
export interface KeptPlace {
  /** The folder of kept clusters. */
  readonly folder: string;
  /** Name of its entry there, which is the value of a label as well. */
  readonly name: string;
  /** Names the folder in labels. */
  readonly keeper: string;
}
