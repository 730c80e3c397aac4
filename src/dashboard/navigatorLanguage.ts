/**
 * The language that the browser names, as long as it can be one. On a system without a language it is "en-US@posix",
 * which Intl refuses, and the chart library gives it to Intl as it loads: so this comes before it.
 */
export const navigatorLanguage = languageOf(navigator.language);

Object.defineProperty(navigator, 'language', { value: navigatorLanguage });

function languageOf(tag: string): string {
  try {
    return Intl.getCanonicalLocales(tag)[0] ?? 'en';
  } catch {
    return 'en';
  }
}
