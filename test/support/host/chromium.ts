/** A Chromium-like browser, and how to start it. */
export interface Chromium {
  readonly executablePath: string;
  /** What is added to the environment of our own process. */
  readonly env: Readonly<Record<string, string>>;
}
