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
  removeAccount: 'credits.removeAccount',
  removeAllKeys: 'credits.removeAllKeys',
  showBalances: 'credits.showBalances',
  openDashboard: 'credits.openDashboard',
  openBilling: 'credits.openBilling',
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
  alerts: 'alerts',
  endpoints: 'endpoints',
  customProviders: 'customProviders',
  statusBar: 'statusBar',
} as const;

export const statusItemId = 'credits.lowest';
export const viewId = 'credits.balances';
export const dashboardViewType = 'credits.dashboard';

/** Context keys for `when` clauses in package.json. */
export const contextKeys = {
  /** True once it is known that there is no account. */
  noAccounts: 'credits.noAccounts',
  /** True while a person waits for a refresh. */
  refreshing: 'credits.refreshing',
} as const;
