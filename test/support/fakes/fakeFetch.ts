import type { Fetch, HttpAnswer } from '../../../src/core/ports.ts';

type Init = Parameters<Fetch>[1];
type Sent = Init & { readonly url: string };

/** A network that answers as it is told, and remembers what was sent. */
export class FakeFetch {
  readonly sent: Sent[] = [];
  readonly #reply: (sent: Sent) => HttpAnswer | Promise<HttpAnswer>;

  constructor(reply: (sent: Sent) => HttpAnswer | Promise<HttpAnswer>) {
    this.#reply = reply;
  }

  readonly fetch: Fetch = async (url, init) => {
    const sent = { url, ...init };
    this.sent.push(sent);
    return this.#reply(sent);
  };
}
