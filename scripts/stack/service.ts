/** A service that we started. */
export interface Service {
  readonly url: string;
  pid(): number | undefined;
  stop(): Promise<void>;
}
