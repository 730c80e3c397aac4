import type { UnreadableReason } from '../provider.ts';

/** Why the balance of a service can't be read, and what can be done. */
export interface UnreadableText {
  /** A few words, in lower case. */
  readonly label: string;
  /** A sentence that names the service. */
  sentence(name: string): string;
  /** A sentence. */
  readonly advice: string;
}

const seePage = 'See the balance on its billing page.';

const texts: Readonly<Record<UnreadableReason, UnreadableText>> = {
  spendOnly: {
    label: 'spending only',
    sentence: (name) => `${name} reports what was spent, and only to admin keys. No key can read what's left.`,
    advice:
      'See the balance on its billing page. If you use it through a gateway such as OpenRouter, add that instead.',
  },
  none: {
    label: 'no balance by key',
    sentence: (name) => `${name} documents no way to read the balance with a key.`,
    advice: seePage,
  },
  usageOnly: {
    label: 'usage only',
    sentence: (name) => `${name} returns what was used, but not what's left.`,
    advice: seePage,
  },
  paidCallsOnly: {
    label: 'with paid calls only',
    sentence: (name) => `${name} returns the balance only with calls that cost credits.`,
    advice: seePage,
  },
  headersOnly: {
    label: 'in headers only',
    sentence: (name) => `${name} returns the balance only in the headers of other calls.`,
    advice: seePage,
  },
  postOnly: {
    label: 'not by a GET request',
    sentence: (name) =>
      `${name} returns the balance only for POST requests. Credits sends only requests that can't change anything.`,
    advice: seePage,
  },
  keyInAddress: {
    label: 'key in the URL',
    sentence: (name) =>
      `${name} requires the key in the URL, where logs can record it. Credits doesn't send keys that way.`,
    advice: seePage,
  },
  signIn: {
    label: 'sign-in needed',
    sentence: (name) => `${name} returns the balance only after sign-in, not with a key.`,
    advice: seePage,
  },
};

/** The explanation for a service whose balance can't be read. */
export function unreadableText(reason: UnreadableReason): UnreadableText {
  return texts[reason];
}
