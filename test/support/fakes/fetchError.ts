/** What Node's fetch rejects with when a socket fails: the code is in the cause. */
export function fetchError(code: string, message = 'socket'): TypeError {
  return new TypeError('fetch failed', { cause: Object.assign(new Error(message), { code }) });
}
