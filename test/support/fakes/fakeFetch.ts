import type { Fetch, HttpResponse } from '../../../src/core/ports.ts';

type Init = Parameters<Fetch>[1];
type Sent = Init & { readonly url: string };

/** A network that answers as it is told, and remembers what was sent. */
export class FakeFetch {
  readonly sent: Sent[] = [];
  readonly #reply: (sent: Sent) => HttpResponse | Promise<HttpResponse>;

  constructor(reply: (sent: Sent) => HttpResponse | Promise<HttpResponse>) {
    this.#reply = reply;
  }

  readonly fetch: Fetch = async (url, init) => {
    const sent = { url, ...init };
    this.sent.push(sent);
    return this.#reply(sent);
  };
}
