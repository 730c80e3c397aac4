/** A VS Code server that answers. */
export interface Server {
  readonly port: number;
  /** The file that the server's own output goes to. */
  readonly log: string;
  /** The address of the workbench, with `params` as its query. */
  url(params?: Readonly<Record<string, string>>): string;
  /** The URI under which a page of this server names the file or folder `path`. */
  uri(path: string): string;
  /** Ends the server and its extension hosts at once. May be called twice. */
  dispose(): Promise<void>;
}
