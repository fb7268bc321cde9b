/**
 * Who may get the same reading: those who ask `at-once`, before it begins; or, while nothing has been committed since,
 * also those who ask later (`until-commit`), where it tells of rows alone and not of the clock.
 */
export type Sharing = "at-once" | "until-commit";

/** How a handler's answers are shared, and under which operation they are counted. */
export interface SharedRead {
  readonly operation: string;
  readonly sharing: Sharing;
}
