/**
 * The locale for numbers and dates. VS Code knows the language of its window, the system also the region:
 * where both name the same language, the system's is the more exact one ("en" and "en-GB").
 */
export function userLocale(windowLanguage: string, systemLocale: string): string {
  const language = (tag: string) => tag.split('-')[0];
  return language(windowLanguage) === language(systemLocale) ? systemLocale : windowLanguage;
}
