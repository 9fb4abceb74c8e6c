/** What a run leaves behind. */
export interface Result {
  readonly stdout: string;
  readonly stderr: string;
  /** 0 nothing lost, 1 something was, 2 the request made no sense. */
  readonly exitCode: 0 | 1 | 2;
}
