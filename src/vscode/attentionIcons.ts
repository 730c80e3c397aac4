import type { AttentionReason } from '../core/attention.ts';

/** The product icon of each reason to need attention, in rows and in the status bar. */
export const attentionIcons: Readonly<Record<AttentionReason, string>> = {
  blocked: 'circle-slash',
  empty: 'error',
  invalidKey: 'key',
  runsOut: 'warning',
  critical: 'warning',
  low: 'warning',
  expiring: 'warning',
};
