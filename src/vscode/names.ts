/** The commands, as in package.json. A test holds the two together. */
export const commands = {
  refresh: 'credits.refresh',
  cancelRefresh: 'credits.cancelRefresh',
  addAccount: 'credits.addAccount',
  addCustomService: 'credits.addCustomService',
  importKeys: 'credits.importKeys',
  renameAccount: 'credits.renameAccount',
  replaceKey: 'credits.replaceKey',
  changeParameters: 'credits.changeParameters',
  setLowBalanceAlert: 'credits.setLowBalanceAlert',
  muteAccount: 'credits.muteAccount',
  unmuteAccount: 'credits.unmuteAccount',
  removeAccount: 'credits.removeAccount',
  removeAllKeys: 'credits.removeAllKeys',
  showBalances: 'credits.showBalances',
  openDashboard: 'credits.openDashboard',
  openBilling: 'credits.openBilling',
  openSettings: 'credits.openSettings',
  chooseStatusBar: 'credits.chooseStatusBar',
  pinToStatusBar: 'credits.pinToStatusBar',
  unpinFromStatusBar: 'credits.unpinFromStatusBar',
  hideFromStatusBar: 'credits.hideFromStatusBar',
  showInStatusBar: 'credits.showInStatusBar',
  copyBalance: 'credits.copyBalance',
  pauseAccount: 'credits.pauseAccount',
  resumeAccount: 'credits.resumeAccount',
  togglePrivacy: 'credits.togglePrivacy',
  willItLast: 'credits.willItLast',
  exportStatement: 'credits.exportStatement',
  deleteHistory: 'credits.deleteHistory',
  showLog: 'credits.showLog',
} as const;

export type CommandId = (typeof commands)[keyof typeof commands];

/** The section of the settings, and what is in it. */
export const section = 'credits';
export const settings = {
  refreshInterval: 'refreshInterval',
  thresholds: 'thresholds',
  /** A section of its own: one setting a kind. */
  alerts: 'alerts',
  endpoints: 'endpoints',
  customProviders: 'customProviders',
  statusBar: 'statusBar',
  groupByService: 'groupByService',
} as const;

export const statusItemId = 'credits.lowest';
/** The status bar item of a pinned account. */
export const pinnedItemId = (accountId: string) => `credits.pinned.${accountId}`;
export const viewId = 'credits.balances';
export const dashboardViewType = 'credits.dashboard';

/** Context keys for `when` clauses in package.json. */
export const contextKeys = {
  /** True once it is known that there is no account. */
  noAccounts: 'credits.noAccounts',
  /** True once there is an account. */
  hasAccounts: 'credits.hasAccounts',
  /** True while a person waits for a refresh. */
  refreshing: 'credits.refreshing',
  /** True while amounts are hidden. */
  private: 'credits.private',
} as const;
