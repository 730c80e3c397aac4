import assert from 'node:assert/strict';
import type { Plan, Pool } from '../../../src/core/balance.ts';
import { readEntry } from '../../../src/core/catalog/readEntry.ts';
import { count, credits, currency } from '../../../src/core/unit.ts';
import { entryJson, openRegistry } from '../../support/catalog/catalog.ts';

const now = Date.UTC(2026, 10, 20, 12);

interface Documented {
  readonly id: string;
  readonly says: string;
  readonly status?: number;
  readonly answer: unknown;
  /** What is asked of the pools, in their order; or the failure. */
  readonly pools?: readonly Partial<Pool>[];
  readonly failure?: object;
  readonly usageAllowed?: boolean;
  /** Compared only where it is given. */
  readonly plan?: Plan;
}

// The traps of the services: what their documents say, or what was seen, beside the good answer.
const documented: readonly Documented[] = [
  {
    id: 'deepseek',
    says: 'a pool a currency, and blocked with money left',
    answer: {
      is_available: false,
      balance_infos: [
        { currency: 'USD', total_balance: '5.00' },
        { currency: 'CNY', total_balance: '0.10' },
      ],
    },
    pools: [
      { id: 'USD', amount: 5 },
      { id: 'CNY', amount: 0.1 },
    ],
    usageAllowed: false,
  },
  {
    id: 'moonshot',
    says: 'an error with 200',
    answer: { code: 5, data: { available_balance: 0 }, status: false },
    failure: { kind: 'unexpected' },
  },
  {
    id: 'moonshot',
    says: 'a debt',
    answer: { code: 0, data: { available_balance: -1.5, cash_balance: -1.5 }, status: true },
    pools: [{ amount: -1.5 }],
  },
  {
    id: 'elevenlabs',
    says: 'a restricted key',
    status: 401,
    answer: { detail: { status: 'missing_permissions', message: 'user_read' } },
    failure: { kind: 'forbidden', reason: 'missingPermission' },
  },
  {
    id: 'elevenlabs',
    says: 'an invalid key',
    status: 401,
    answer: { detail: { status: 'invalid_api_key' } },
    failure: { kind: 'unauthorized' },
  },
  {
    id: 'deepl',
    says: 'a trillion for no limit',
    answer: { character_count: 5, character_limit: 1000000000000 },
    pools: [{ unlimited: true }],
  },
  {
    id: 'deepl',
    says: 'a lower limit of the key',
    answer: {
      character_count: 100,
      character_limit: 1000000,
      api_key_character_count: 30,
      api_key_character_limit: 500,
      products: [],
    },
    pools: [{ amount: 470, allowance: 500 }],
  },
  { id: 'deepl', says: 'that the quota is used up', status: 456, answer: {}, pools: [{ amount: 0 }] },
  { id: 'deepl', says: 'an invalid key', status: 403, answer: {}, failure: { kind: 'unauthorized' } },
  {
    id: 'tavily',
    says: 'that the key has no cap',
    answer: {
      key: { usage: 150, limit: null },
      account: { current_plan: 'Bootstrap', plan_usage: 500, plan_limit: 15000, paygo_usage: 0, paygo_limit: null },
    },
    pools: [{ amount: 14500, allowance: 15000 }],
  },
  {
    id: 'tavily',
    says: 'that the plan has less than the key',
    answer: {
      key: { usage: 0, limit: 1000 },
      account: { current_plan: 'Bootstrap', plan_usage: 14900, plan_limit: 15000, paygo_usage: 0, paygo_limit: 0 },
    },
    pools: [{ amount: 100 }],
  },
  {
    id: 'ahrefs',
    says: 'a cap of the key below that of the workspace',
    answer: {
      limits_and_usage: {
        units_limit_workspace: 100000,
        units_usage_workspace: 30670,
        units_limit_api_key: 500,
        units_usage_api_key: 20,
      },
    },
    pools: [{ amount: 480, allowance: 500 }],
  },
  {
    id: 'ahrefs',
    says: 'no cap at all',
    answer: {
      limits_and_usage: {
        units_limit_workspace: null,
        units_usage_workspace: 30670,
        units_limit_api_key: null,
        units_usage_api_key: 20,
      },
    },
    pools: [{ unlimited: true }],
  },
  {
    id: 'ahrefs',
    says: 'nothing of the workspace, and no cap of the key',
    answer: {
      limits_and_usage: {
        units_limit_workspace: null,
        units_usage_workspace: null,
        units_limit_api_key: null,
        units_usage_api_key: 20,
      },
    },
    pools: [{ amount: undefined, unlimited: undefined }],
  },
  {
    id: 'firecrawl',
    says: 'more than the plan, by packs',
    answer: { success: true, data: { remainingCredits: 600, planCredits: 500, billingPeriodEnd: null } },
    pools: [{ amount: 600, allowance: 500 }],
  },
  {
    id: 'abyssale',
    says: 'null for no limit',
    answer: { generation_credits: { available: null, limit: null }, ai_credits: { available: 42, limit: 100 } },
    pools: [
      { id: 'generation', unlimited: true },
      { id: 'ai', amount: 42 },
    ],
  },
  {
    id: 'zerobounce',
    says: 'an invalid key with 200',
    answer: { Credits: -1 },
    failure: { kind: 'unauthorized' },
  },
  {
    id: 'neverbounce',
    says: 'an invalid key with 200',
    answer: { status: 'auth_failure', message: '…' },
    failure: { kind: 'unauthorized' },
  },
  {
    id: 'millionverifier',
    says: 'an invalid key with 200',
    answer: { credits: 0, error: 'apikey not found' },
    failure: { kind: 'unauthorized' },
  },
  {
    id: 'kie',
    says: 'maintenance with 200',
    answer: { code: 455, msg: '…', data: null },
    failure: { kind: 'unavailable' },
  },
  { id: 'kie', says: 'a limit of requests with 200', answer: { code: 429 }, failure: { kind: 'rateLimited' } },
  { id: 'sunoapi-org', says: '429 for no credits left', answer: { code: 429 }, pools: [{ amount: 0 }] },
  { id: 'sunoapi-org', says: '430 for too many requests', answer: { code: 430 }, failure: { kind: 'rateLimited' } },
  {
    id: 'messagebird',
    says: 'zero for a postpaid account',
    answer: { payment: 'postpaid', type: 'euros', amount: 0 },
    pools: [{ amount: undefined }],
  },
  {
    id: 'rocketreach',
    says: '"inf" for no limit',
    answer: { credit_usage: [{ credit_type: 'standard_lookup', allocated: 'inf', remaining: 'inf' }] },
    pools: [{ id: 'standard_lookup', name: 'Standard lookups', unlimited: true }],
  },
  {
    id: 'oppora',
    says: 'unlimited by a flag',
    answer: { data_credits: { remaining: '0', used: 1, unlimited: true }, phone_credits: { remaining: 3, used: 1 } },
    pools: [
      { id: 'data', unlimited: true },
      { id: 'phone', amount: 3, allowance: 4 },
    ],
  },
  {
    id: 'shodan',
    says: '-1 for no limit',
    answer: { query_credits: 0, scan_credits: 7, usage_limits: { query_credits: -1, scan_credits: 10 } },
    pools: [
      { id: 'query', unlimited: true },
      { id: 'scan', amount: 7 },
    ],
  },
  {
    id: 'evomi-scraper',
    says: 'that there is no access',
    answer: { success: true, has_access: false, credits: 0 },
    pools: [{ amount: 0 }],
    usageAllowed: false,
  },
  {
    id: 'decodo',
    says: 'an empty list for a plan that it does not cover',
    answer: [],
    failure: { kind: 'unexpected' },
  },
  {
    id: 'telnyx',
    says: 'that the key may not see balances',
    status: 403,
    answer: {},
    failure: { kind: 'forbidden', reason: 'missingPermission' },
  },
  {
    id: 'featherless',
    says: 'that the key is not of an admin',
    status: 403,
    answer: { error: { code: 'organization_permission_denied' } },
    failure: { kind: 'forbidden', reason: 'adminKeyNeeded' },
  },
  {
    id: 'proxyapi-ru',
    says: 'a key without a budget',
    answer: { balance: 123.45 },
    pools: [{ amount: 123.45, allowance: undefined }],
  },
  {
    id: 'leonardo',
    says: 'that nothing is known',
    answer: { user_details: [{ apiPaidTokens: null, apiSubscriptionTokens: null }] },
    pools: [{ amount: undefined }],
  },
  {
    id: 'deepinfra',
    says: 'a suspended account',
    answer: { stripe_balance: 2.5, suspended: true, suspend_reason: '…' },
    pools: [{ amount: -2.5 }],
    usageAllowed: false,
  },
  {
    id: 'emaillistverify',
    says: 'that there is no subscription',
    answer: { onDemand: { available: 500 }, subscription: null },
    pools: [{ id: 'on-demand', amount: 500 }],
  },
  {
    id: 'etherscan',
    says: 'a renewal in some hours',
    answer: { status: '1', result: { creditsAvailable: 5, creditLimit: 9, intervalExpiryTimespan: '08:42:34' } },
    pools: [{ amount: 5, renewsAt: now + ((8 * 60 + 42) * 60 + 34) * 1000 }],
  },
  {
    id: 'deepinfra',
    says: 'nothing of what was used since',
    answer: { stripe_balance: -15.25, suspended: false },
    pools: [{ amount: 15.25 }],
    usageAllowed: true,
  },
  {
    id: 'bright-data',
    says: 'what is pending by its other name',
    answer: { balance: 108.72, pending_balance: 8.5 },
    pools: [{ amount: 100.22 }],
  },
  { id: 'bright-data', says: 'that nothing is pending', answer: { balance: 108.72 }, pools: [{ amount: 108.72 }] },
  {
    id: 'leonardo',
    says: 'the tokens of the plan, and none that were bought',
    answer: { user_details: [{ apiSubscriptionTokens: 3500 }] },
    pools: [{ amount: 3500 }],
  },
  {
    id: 'leonardo',
    says: 'tokens that were bought, without a plan',
    answer: { user_details: [{ apiPaidTokens: 200, apiSubscriptionTokens: null }] },
    pools: [{ amount: 200 }],
  },
  {
    id: 'leonardo',
    says: 'tokens of both kinds',
    answer: { user_details: [{ apiPaidTokens: 200, apiSubscriptionTokens: 3500 }] },
    pools: [{ amount: 3700 }],
  },
  {
    id: 'valueserp',
    says: 'credits of the month alone',
    answer: { account_info: { monthly_credits_remaining: 900, monthly_credits_limit: 1000 } },
    pools: [{ amount: 900, allowance: 1000 }],
  },
  {
    id: 'valueserp',
    says: 'null for no top-up',
    answer: {
      account_info: {
        monthly_credits_remaining: 900,
        monthly_credits_limit: 1000,
        topup_credits_remaining: null,
      },
    },
    pools: [{ amount: 900, allowance: 1000 }],
  },
  {
    id: 'valueserp',
    says: 'a top-up alone',
    answer: { account_info: { topup_credits_remaining: 50 } },
    pools: [{ amount: 50, allowance: undefined }],
  },
  {
    id: 'valueserp',
    says: 'a top-up, and null for the month',
    answer: {
      account_info: {
        monthly_credits_remaining: null,
        monthly_credits_limit: 1000,
        topup_credits_remaining: 50,
      },
    },
    pools: [{ amount: 50, allowance: undefined }],
  },
  {
    id: 'valueserp',
    says: 'nothing of either kind',
    answer: { account_info: { monthly_credits_remaining: null, topup_credits_remaining: null } },
    pools: [{ amount: undefined }],
  },
  {
    id: 'pollo',
    says: 'the credits one level deeper',
    answer: { data: { availableCredits: 123, totalCredits: 500 } },
    pools: [{ amount: 123, allowance: 500 }],
  },
  {
    id: 'scrapeops',
    says: 'the usage one level deeper',
    answer: { results: { plan_api_credits: 1000000, used_api_credits: 455332 } },
    pools: [{ amount: 544668, allowance: 1000000 }],
  },
  {
    id: 'hunter',
    says: 'what was used of searches, and that there are no verifications',
    answer: {
      data: {
        requests: {
          searches: { used: 400, available: 500 },
          verifications: { used: 0, available: 0 },
        },
      },
    },
    pools: [{ id: 'searches', amount: 100, allowance: 500 }],
  },
  {
    id: 'hunter',
    says: 'what was used of verifications, and that there are no searches',
    answer: {
      data: {
        requests: {
          searches: { used: 0, available: 0, remaining: 0 },
          verifications: { used: 150, available: 1000 },
        },
      },
    },
    pools: [{ id: 'verifications', amount: 850, allowance: 1000 }],
  },
  {
    id: 'deepl',
    says: 'zero for a key without a limit of its own',
    answer: {
      character_count: 2150000,
      character_limit: 20000000,
      api_key_character_count: 1880000,
      api_key_character_limit: 0,
    },
    pools: [{ amount: 17850000, allowance: 20000000 }],
  },
  {
    id: 'deepl',
    says: 'a key that has hardly been used',
    answer: {
      character_count: 2150000,
      character_limit: 20000000,
      api_key_character_count: 10,
      api_key_character_limit: 10000,
    },
    pools: [{ amount: 9990, allowance: 10000 }],
  },
  {
    id: 'abyssale',
    says: 'extra credits beside those of the plan',
    answer: {
      generation_credits: { available: 0, limit: 500, consumed: 500, extra: 80 },
      ai_credits: { available: 42, limit: 100, consumed: 58, extra: 7 },
    },
    pools: [
      { id: 'generation', amount: 0 },
      { id: 'ai', amount: 42 },
      { id: 'extra-generation', name: 'Extra generation credits', amount: 80, allowance: undefined },
      { id: 'extra-ai', name: 'Extra AI credits', amount: 7, allowance: undefined },
    ],
  },
  {
    id: 'abyssale',
    says: 'that there are no extra credits',
    answer: {
      generation_credits: { available: 120, limit: 500, extra: 0 },
      ai_credits: { available: 42, limit: 100, extra: null },
    },
    pools: [{ id: 'generation' }, { id: 'ai' }],
  },
  {
    id: 'apollo',
    says: 'zero for the credits that the plan does not have',
    answer: {
      num_credits_remaining: 9500,
      effective_num_lead_credits: 10000,
      effective_num_direct_dial_credits: 0,
      num_direct_dial_credits_used: 0,
      effective_num_export_credits: 0,
      num_export_credits_used: 0,
      effective_num_ai_credits: 0,
      num_ai_credits_used: 0,
    },
    pools: [{ id: 'credits', amount: 9500 }],
  },
  {
    id: 'contactout',
    says: 'what is left as the quota of a prepaid account',
    answer: { usage: { count: 100, quota: 200, phone_count: 5, phone_quota: 40, search_count: 25, search_quota: 300 } },
    pools: [
      { id: 'emails', name: 'Emails', amount: 200, allowance: undefined },
      { id: 'phones', name: 'Phone numbers', amount: 40, allowance: undefined },
      { id: 'searches', name: 'Searches', amount: 300, allowance: undefined },
    ],
  },
  {
    id: 'contactout',
    says: 'what is left beside the quota, and nothing of the other kinds',
    answer: { usage: { count: 150, quota: 200, remaining: 50 } },
    pools: [{ id: 'emails', amount: 50, allowance: 200 }],
  },
  {
    id: 'emaillistverify',
    says: 'a subscription without a number',
    answer: { onDemand: { available: 500 }, subscription: { available: null } },
    pools: [{ id: 'on-demand', amount: 500 }],
  },
  {
    id: 'emaillistverify',
    says: 'nothing of when the subscription renews',
    answer: { onDemand: { available: 500 }, subscription: { available: 100 } },
    pools: [
      { id: 'on-demand', amount: 500 },
      { id: 'daily', amount: 100, renewsAt: undefined },
    ],
  },
  {
    id: 'locationiq',
    says: 'bonus requests beside those of the day',
    answer: { status: 'ok', balance: { day: 4899, bonus: 1500 } },
    pools: [
      { id: 'day', name: 'Today', amount: 4899, renewsAt: Date.UTC(2026, 10, 21) },
      { id: 'bonus', name: 'Bonus requests', amount: 1500, renewsAt: undefined },
    ],
  },
  {
    id: 'locationiq',
    says: 'that there are no bonus requests',
    answer: { status: 'ok', balance: { day: 4899, bonus: 0 } },
    pools: [{ id: 'day', amount: 4899 }],
  },
  {
    id: 'venice',
    says: 'credits of a bundle and earned ones',
    answer: {
      canConsume: true,
      balances: { diem: 90.5, usd: 25.03, bundledCredits: 10, earnedCredits: 1.5 },
      diemEpochAllocation: 100,
    },
    pools: [
      { id: 'usd', amount: 25.03 },
      { id: 'diem', amount: 90.5, allowance: 100, renewsAt: Date.UTC(2026, 10, 21) },
      { id: 'bundled', name: 'Bundled credits', amount: 10 },
      { id: 'earned', name: 'Earned credits', amount: 1.5 },
    ],
    usageAllowed: true,
  },
  {
    id: 'venice',
    says: 'null for the kinds that an account does not have',
    answer: { canConsume: true, balances: { diem: null, usd: 25.03, bundledCredits: null, earnedCredits: null } },
    pools: [{ id: 'usd', amount: 25.03 }],
    usageAllowed: true,
  },
  {
    id: 'rev-ai',
    says: 'a balance in dollars beside the one in seconds',
    answer: { email: 'a@example.com', balance_seconds: 18000, total_balance: 12.5 },
    pools: [{ id: 'balance', unit: currency('USD'), amount: 12.5 }],
  },
  {
    id: 'rev-ai',
    says: 'a balance in seconds alone',
    answer: { email: 'a@example.com', balance_seconds: 18000 },
    pools: [{ id: 'balance', unit: count('seconds'), amount: 18000 }],
  },
  {
    id: 'neverbounce',
    says: 'what was used of a monthly plan, but not what it holds',
    answer: {
      status: 'success',
      credits_info: { paid_credits_remaining: 0, free_credits_remaining: 0, monthly_api_usage: 1200 },
    },
    pools: [
      { id: 'paid', amount: 0 },
      { id: 'free', amount: 0 },
      { id: 'monthly', name: 'Monthly plan', amount: undefined, unlimited: undefined },
    ],
  },
  {
    id: 'ipinfo',
    says: 'the largest number for no limit',
    answer: { requests: { day: 3, month: 69, limit: 2147483647, remaining: 2147483578 } },
    pools: [{ unlimited: true, allowance: undefined }],
  },
  {
    id: 'ipinfo',
    says: '-1 for no limit',
    answer: { requests: { day: 3, month: 69, limit: -1 } },
    pools: [{ unlimited: true, allowance: undefined }],
  },
  {
    id: 'shodan',
    says: '-1 for no limit where it says what is left',
    answer: { query_credits: -1, scan_credits: -1, plan: 'corp' },
    pools: [
      { id: 'query', unlimited: true },
      { id: 'scan', unlimited: true },
    ],
  },
  {
    id: 'openexchangerates',
    says: '-1 for no limit',
    answer: { status: 200, data: { usage: { requests: 54, requests_quota: -1, requests_remaining: -1 } } },
    pools: [{ unlimited: true, allowance: undefined }],
  },
  {
    id: 'beyond-presence',
    says: 'that the key may not read it',
    status: 403,
    answer: {},
    failure: { kind: 'forbidden', reason: 'missingPermission' },
  },
  {
    id: 'you-com',
    says: 'that the key may not read it',
    status: 403,
    answer: {},
    failure: { kind: 'forbidden', reason: 'missingPermission' },
  },
  { id: 'crustdata', says: 'only that it is forbidden', status: 403, answer: {}, failure: { kind: 'forbidden' } },
  {
    id: 'apiyi',
    says: 'an invalid token with 200, in Chinese',
    answer: { success: false, message: '无权进行此操作，access token 无效' },
    failure: { kind: 'unauthorized' },
  },
  {
    id: 'apiyi',
    says: 'an invalid token with 200, in English',
    answer: { success: false, message: 'Unauthorized, invalid access token' },
    failure: { kind: 'unauthorized' },
  },
  {
    id: 'apiyi',
    says: 'another error with 200',
    answer: { success: false, message: '…' },
    failure: { kind: 'unexpected' },
  },
  {
    id: 'laozhang',
    says: 'an invalid token with 200, in Chinese',
    answer: { success: false, message: '无权进行此操作，access token 无效' },
    failure: { kind: 'unauthorized' },
  },
  {
    id: 'laozhang',
    says: 'an invalid token with 200, in English',
    answer: { success: false, message: 'Unauthorized, invalid access token' },
    failure: { kind: 'unauthorized' },
  },
  {
    id: 'laozhang',
    says: 'another error with 200',
    answer: { success: false, message: '…' },
    failure: { kind: 'unexpected' },
  },
  {
    id: 'etherscan',
    says: '"Invalid API Key" with 200',
    answer: { status: '0', message: 'NOTOK', result: 'Invalid API Key' },
    failure: { kind: 'unauthorized' },
  },
  {
    id: 'etherscan',
    says: '"Missing/Invalid API Key" with 200',
    answer: { status: '0', message: 'NOTOK', result: 'Missing/Invalid API Key' },
    failure: { kind: 'unauthorized' },
  },
  {
    id: 'etherscan',
    says: '"Max rate limit reached, please use API Key for higher rate limit" with 200',
    answer: {
      status: '0',
      message: 'NOTOK',
      result: 'Max rate limit reached, please use API Key for higher rate limit',
    },
    failure: { kind: 'rateLimited' },
  },
  {
    id: 'etherscan',
    says: '"Too many invalid api key attempts, please try again later" with 200',
    answer: { status: '0', message: 'NOTOK', result: 'Too many invalid api key attempts, please try again later' },
    failure: { kind: 'rateLimited' },
  },
  {
    id: 'etherscan',
    says: 'another error with 200',
    answer: { status: '0', message: 'NOTOK', result: '…' },
    failure: { kind: 'unexpected' },
  },
  {
    id: 'millionverifier',
    says: 'an empty text for no error',
    answer: { credits: 21023, error: '' },
    pools: [{ amount: 21023 }],
  },
  {
    id: 'millionverifier',
    says: 'null for no error',
    answer: { credits: 21023, error: null },
    pools: [{ amount: 21023 }],
  },
  {
    id: 'millionverifier',
    says: 'false for no error',
    answer: { credits: 21023, error: false },
    pools: [{ amount: 21023 }],
  },
  {
    id: 'kickbox',
    says: '"Invalid API key" with 403',
    status: 403,
    answer: { success: false, message: 'Invalid API key' },
    failure: { kind: 'unauthorized' },
  },
  {
    id: 'kickbox',
    says: '"Invalid API Key" with 403',
    status: 403,
    answer: { success: false, message: 'Invalid API Key' },
    failure: { kind: 'unauthorized' },
  },
  {
    id: 'kickbox',
    says: '"Balance Depleted" with 403',
    status: 403,
    answer: { success: false, message: 'Balance Depleted' },
    pools: [{ amount: 0 }],
  },
  {
    id: 'kickbox',
    says: '"Insufficient balance" with 403',
    status: 403,
    answer: { success: false, message: 'Insufficient balance' },
    pools: [{ amount: 0 }],
  },
  {
    id: 'kickbox',
    says: 'another reason with 403',
    status: 403,
    answer: { success: false, message: '…' },
    failure: { kind: 'forbidden' },
  },
  { id: 'kie', says: 'that the credits are used up, by the status', status: 402, answer: {}, pools: [{ amount: 0 }] },
  { id: 'kie', says: 'maintenance by the status', status: 455, answer: {}, failure: { kind: 'unavailable' } },
  {
    id: 'venice',
    says: 'that the key is not of an admin',
    status: 401,
    answer: { error: 'Admin API key required' },
    failure: { kind: 'forbidden', reason: 'adminKeyNeeded' },
  },
  {
    id: 'venice',
    says: 'an invalid key',
    status: 401,
    answer: { error: 'Authentication failed' },
    failure: { kind: 'unauthorized' },
  },
  { id: 'serper', says: 'an invalid key with 403', status: 403, answer: {}, failure: { kind: 'unauthorized' } },
  { id: 'scrapingant', says: 'an invalid key with 403', status: 403, answer: {}, failure: { kind: 'unauthorized' } },
  { id: 'scrapeops', says: 'an invalid key with 403', status: 403, answer: {}, failure: { kind: 'unauthorized' } },
  { id: 'skrapp', says: 'an invalid key with 403', status: 403, answer: {}, failure: { kind: 'unauthorized' } },
  { id: 'scraperapi', says: 'only that it is forbidden', status: 403, answer: {}, failure: { kind: 'forbidden' } },
  {
    id: 'screenshotone',
    says: 'access_key_invalid with 400',
    status: 400,
    answer: { error_code: 'access_key_invalid' },
    failure: { kind: 'unauthorized' },
  },
  {
    id: 'screenshotone',
    says: 'access_key_required with 400',
    status: 400,
    answer: { error_code: 'access_key_required' },
    failure: { kind: 'unauthorized' },
  },
  {
    id: 'screenshotone',
    says: 'another error with 400',
    status: 400,
    answer: { error_code: 'request_not_valid' },
    failure: { kind: 'unexpected' },
  },
  { id: 'skrapp', says: 'the status 401 with 200', answer: { status_code: 401 }, failure: { kind: 'unauthorized' } },
  { id: 'skrapp', says: 'the status 403 with 200', answer: { status_code: 403 }, failure: { kind: 'unauthorized' } },
  {
    id: 'skrapp',
    says: 'the status "401" with 200',
    answer: { status_code: '401' },
    failure: { kind: 'unauthorized' },
  },
  {
    id: 'skrapp',
    says: 'the status "403" with 200',
    answer: { status_code: '403' },
    failure: { kind: 'unauthorized' },
  },
  { id: 'skrapp', says: 'the status 429 with 200', answer: { status_code: 429 }, failure: { kind: 'rateLimited' } },
  { id: 'skrapp', says: 'the status "429" with 200', answer: { status_code: '429' }, failure: { kind: 'rateLimited' } },
  {
    id: 'skrapp',
    says: 'an error with 200, beside numbers',
    answer: { status_code: 402, credit: { email: { quota: 0, used: 0 } } },
    failure: { kind: 'unexpected' },
  },
  {
    id: 'wavespeed',
    says: 'an invalid key with 200',
    answer: { code: 401, message: '…' },
    failure: { kind: 'unauthorized' },
  },
  {
    id: 'wavespeed',
    says: 'another error with 200',
    answer: { code: 500, message: '…' },
    failure: { kind: 'unexpected' },
  },
  {
    id: 'neverbounce',
    says: 'too many requests with 200',
    answer: { status: 'throttle_triggered' },
    failure: { kind: 'rateLimited' },
  },
  {
    id: 'neverbounce',
    says: 'an address that may not ask, with 200',
    answer: { status: 'bad_referrer' },
    failure: { kind: 'forbidden' },
  },
  {
    id: 'neverbounce',
    says: 'another error with 200',
    answer: { status: 'general_failure' },
    failure: { kind: 'unexpected' },
  },
  {
    id: 'prospeo',
    says: 'an invalid key with 200',
    answer: { error: true, error_code: 'INVALID_API_KEY' },
    failure: { kind: 'unauthorized' },
  },
  {
    id: 'prospeo',
    says: 'another error with 200',
    answer: { error: true, error_code: 'INTERNAL_ERROR' },
    failure: { kind: 'unexpected' },
  },
  {
    id: 'prospeo',
    says: 'the plan, and when it renews',
    answer: {
      error: false,
      response: {
        current_plan: 'STARTER',
        remaining_credits: 900,
        used_credits: 100,
        next_quota_renewal_date: '2026-12-18 20:52:28+00:00',
      },
    },
    pools: [{ amount: 900, allowance: 1000, renewsAt: Date.UTC(2026, 11, 18, 20, 52, 28) }],
    plan: { name: 'STARTER' },
  },
  {
    id: 'scrape-do',
    says: 'that the account is not active',
    answer: { IsActive: false, MaxMonthlyRequest: 1000, RemainingMonthlyRequest: 991 },
    pools: [{ amount: 991 }],
    usageAllowed: false,
  },
  {
    id: 'heygen',
    says: 'a wallet in credits',
    answer: { data: { billing_type: 'wallet', wallet: { currency: 'credits', remaining_balance: 120 } } },
    pools: [{ id: 'wallet', name: 'API wallet', unit: credits, amount: 120 }],
  },
  {
    id: 'heygen',
    says: 'the credits of a subscription and its plan',
    answer: {
      data: {
        billing_type: 'subscription',
        wallet: null,
        subscription: {
          plan: 'team',
          credits: {
            premium_credits: { remaining: 500, resets_at: '2026-12-01T00:00:00Z' },
            add_on_credits: { remaining: 40, resets_at: null },
          },
        },
      },
    },
    pools: [
      { id: 'premium', name: 'Premium credits', unit: credits, amount: 500, renewsAt: Date.UTC(2026, 11, 1) },
      { id: 'add-on', name: 'Add-on credits', unit: credits, amount: 40, renewsAt: undefined },
    ],
    plan: { name: 'team' },
  },
  {
    id: 'heygen',
    says: 'a spending cap, and what was spent of it',
    answer: {
      data: { billing_type: 'usage_based', usage_based: { spending_current_usd: 90, spending_cap_usd: 100 } },
    },
    pools: [{ id: 'cap', name: 'Spending cap', unit: currency('USD'), amount: 10, allowance: 100 }],
  },
  {
    id: 'heygen',
    says: 'seconds, as its earlier version did',
    answer: { error: null, data: { remaining_quota: 3600, used_quota: 0, details: { api: 3600 } } },
    pools: [{ id: 'credits', unit: credits, amount: 60 }],
  },
  {
    id: 'heygen',
    says: 'that the key may not read it',
    status: 403,
    answer: { error: { code: 'insufficient_api_key_scope', message: '…' } },
    failure: { kind: 'forbidden', reason: 'missingPermission' },
  },
  {
    id: 'digitalocean',
    says: 'what an account that is billed afterward owes',
    answer: { month_to_date_balance: '23.44', account_balance: '12.23', month_to_date_usage: '11.21' },
    pools: [{ unit: currency('USD'), amount: -23.44 }],
  },
  {
    id: 'digitalocean',
    says: 'that nothing is owed or left',
    answer: { month_to_date_balance: '0.00', account_balance: '0.00', month_to_date_usage: '0.00' },
    pools: [{ amount: 0 }],
  },
  {
    id: '2captcha',
    says: 'a key of another form with 200',
    answer: { status: 0, request: 'ERROR_WRONG_USER_KEY' },
    failure: { kind: 'unauthorized' },
  },
  {
    id: '2captcha',
    says: 'a key that is unknown with 200',
    answer: { status: 0, request: 'ERROR_KEY_DOES_NOT_EXIST' },
    failure: { kind: 'unauthorized' },
  },
  {
    id: '2captcha',
    says: 'another error with 200, though it has a number',
    answer: { status: 0, request: '1001' },
    failure: { kind: 'unexpected' },
  },
];

describe('the documented answer', () => {
  for (const { id, says, status = 200, answer, pools, failure, usageAllowed, plan } of documented) {
    it(`of ${id} says ${says}`, () => {
      const outcome = readEntry(entryJson(id), status, answer, now);
      if ('failure' in outcome) return assert.deepStrictEqual(outcome.failure, failure);
      const { balance } = outcome;
      // Only what is asked for is compared.
      const seen = balance.pools.map((pool, index) =>
        Object.fromEntries(Object.keys(pools?.[index] ?? {}).map((name) => [name, Reflect.get(pool, name)])),
      );
      assert.deepStrictEqual([seen, balance.usageAllowed, plan && balance.plan], [pools, usageAllowed, plan]);
    });
  }
});

describe('the documented limit of requests', () => {
  for (const [id, seconds, shared] of [
    ['locationiq', 1, true],
    ['tavily', 60, false],
    // A check may cost a credit.
    ['scrapecreators', 3600, false],
  ] as const) {
    it(`of ${id} is one in ${seconds} s`, () => {
      assert.deepStrictEqual(openRegistry().get(id)?.least, { interval: seconds * 1000, shared });
    });
  }
});

describe('a variable of the environment', () => {
  it('that holds a key of an interface that is no more asks no service', () => {
    const named = openRegistry().all.filter(({ variables = [] }) => variables.includes('GANDI_API_KEY'));
    assert.deepStrictEqual(named, []);
  });
});
