/** The services that are simulated, in the order in which they are shown. */
export const providerIds = ['bloom', 'mimir', 'breeze', 'fullenrich', 'olostep'] as const;

/** The id of a simulated service: a key of the setting `credits.endpoints`. */
export type ProviderId = (typeof providerIds)[number];

/** Whether a path segment names a simulated service. */
export function isProviderId(text: string | undefined): text is ProviderId {
  return providerIds.some((id) => id === text);
}
