import type { InputProblem } from './apiKey.ts';
import { looksLikeKey } from './apiKey.ts';
import { parseEndpoint } from './endpoint.ts';
import type { KeyShape } from './provider.ts';

/** The address of a person's own service as it is asked; undefined where a key must not be sent there. It can be decoded. */
export function serviceAddress(typed: string): string | undefined {
  const url = parsed(typed);
  if (!url || !isDecodable(url)) return undefined;
  const isPlain = url.username === '' && url.password === '' && !url.href.includes('#');
  return isPlain && parseEndpoint(url.origin) && !/[{}]|%7b|%7d/i.test(url.href) ? url.href : undefined;
}

/** The problem with an address that was typed. The key is no part of it: addresses are saved in the settings. */
export function addressProblem(typed: string, shapes: readonly KeyShape[]): InputProblem | undefined {
  const address = serviceAddress(typed);
  const url = parsed(typed);
  if (url && !isDecodable(url)) {
    return {
      severity: 'error',
      text: "This URL has a percent sign that isn't part of a valid code like %20. Enter it as %25.",
    };
  }
  if (address === undefined) {
    return {
      severity: 'error',
      text: 'Enter an HTTPS URL (HTTP is allowed only for localhost), without # or braces.',
    };
  }
  const query = [...new URL(address).searchParams];
  const namesKey = query.some(([name, value]) => value !== '' && /key|token|secret|password/i.test(name));
  if (!namesKey && !looksLikeKey(typed.replace(/[/?&]/g, ' '), shapes)) return undefined;
  return { severity: 'error', text: "Leave the key out of the URL. You'll enter it next." };
}

function parsed(typed: string): URL | undefined {
  try {
    return new URL(typed.trim());
  } catch {
    return undefined;
  }
}

/** The key is looked for in what an address says, so what it says must be known. */
function isDecodable({ href }: URL): boolean {
  try {
    decodeURIComponent(href);
    return true;
  } catch {
    return false;
  }
}
