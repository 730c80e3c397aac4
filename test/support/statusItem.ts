/** The status bar item of the extension, as a window names it. */
export const statusItem = 'credits-dev.credits.credits.lowest';
