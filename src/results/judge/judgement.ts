/** Whether something holds for a run, and why not. */
export interface Judgement {
  /** Whether it holds. */
  readonly ok: boolean;
  /** Whether it stays so however the run goes on; always in a run that has ended. */
  readonly settled: boolean;
  /** It cannot be judged, because it names what is not there or needs what was not read: the opposite is as untrue. */
  readonly moot?: true;
  /** What is the case, in a sentence, with the evidence below it. */
  readonly message: string;
}
