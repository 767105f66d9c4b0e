import { type Command, list, type Option, PAGING, REGION, segment, text, withQuery } from '../command.ts'
import { jsonFrom } from '../input-file.ts'
import { kpiTable } from '../kpi.ts'
import { priceTable } from '../price.ts'
import { programmeTables } from '../programme.ts'
import { diagnosisTables, surveyTables } from '../region-view.ts'
import { statisticsTables } from '../statistics.ts'

const CSV: Option = { value: 'FILE', says: 'written for a spreadsheet instead; - is standard output' }

/** Never on the command line itself, which every program on the machine can read. */
const CREDENTIALS: Option = {
  value: 'FILE',
  says: 'JSON: {"channelAccessToken": "…", "channelSecret": "…"} of LINE, {"botToken": "…", "signingSecret": "…"} of Slack; - is standard input',
  isRequired: true,
}
const channels = (isRequired: boolean): Readonly<Record<string, Option>> => ({
  analysts: { value: 'CHANNEL', says: 'id of the channel where cases are judged', isRequired },
  desk: { value: 'CHANNEL', says: 'id of the desk’s channel', isRequired },
  dispatch: { value: 'CHANNEL', says: 'id of the channel for visits (the desk’s)' },
  operations: { value: 'CHANNEL', says: 'id of the operators’ channel', isRequired },
  insurer: { value: 'CHANNEL', says: 'id of the insurer’s channel; without it nothing is drafted for the insurer' },
})
const ACCOUNT_ACTS = {
  settle: 'what was signed with the former credentials counts no longer',
  disable: 'an account hears and says nothing any more; what is to be said waits',
  enable: 'an account hears and speaks again',
}

/** A region: its chamber, its figures, and the rounds of its survey. */
export const REGION_COMMANDS: readonly Command[] = [
  {
    words: 'region add',
    operand: 'NAME',
    options: {
      timezone: { value: 'ZONE', says: 'such as Asia/Tokyo (the default)' },
      locale: { value: 'ja|en', says: 'the language of its people (ja)' },
    },
    says: 'add a region',
    request: ({ operand, options }) => ({ method: 'POST', path: '/regions', body: { name: operand, ...options } }),
  },
  list('region', 'regions', ['id', 'name', 'timezone', 'locale']),
  {
    words: 'account add',
    options: {
      region: REGION,
      platform: { value: 'line|slack', says: 'on which platform', isRequired: true },
      credentials: CREDENTIALS,
      ...channels(false),
    },
    says: 'give a region an account of its own: a LINE account, or a Slack workspace with the channels of its staff',
    request: ({ options: { region, platform, credentials, ...where } }) => ({
      method: 'POST',
      path: '/accounts',
      body: {
        ...{ regionId: region, platform, credentials: jsonFrom(text(credentials) ?? '-') },
        ...(Object.keys(where).length > 0 && { channels: where }),
      },
    }),
  },
  list(
    'account',
    'the regions’ own accounts, without their credentials',
    ['id', 'regionId', 'platform', 'name', 'webhookUrl', 'keyVersion', 'hasFormer', 'disabledAt'],
    { region: { ...REGION, isRequired: false } },
  ),
  {
    words: 'account rotate',
    operand: 'ACCOUNT',
    options: { credentials: CREDENTIALS },
    says: 'change its credentials, or those that are named; until `account settle`, the former ones still prove what was signed',
    request: ({ operand, options: { credentials } }) => ({
      method: 'POST',
      path: `/accounts/${segment(operand)}/rotate`,
      body: { credentials: jsonFrom(text(credentials) ?? '-') },
    }),
  },
  {
    words: 'account channels',
    operand: 'ACCOUNT',
    options: channels(true),
    says: 'the staff of a region works in other channels of its workspace',
    request: ({ operand, options }) => ({
      method: 'POST',
      path: `/accounts/${segment(operand)}/channels`,
      body: { channels: options },
    }),
  },
  ...Object.entries(ACCOUNT_ACTS).map(
    ([act, says]): Command => ({
      words: `account ${act}`,
      operand: 'ACCOUNT',
      options: {},
      says,
      request: ({ operand }) => ({ method: 'POST', path: `/accounts/${segment(operand)}/${act}` }),
    }),
  ),
  {
    words: 'account rekey',
    options: {},
    says: 'seal all credentials anew, with the newest of OTASUKE_KEYS',
    request: () => ({ method: 'POST', path: '/accounts/rekey' }),
  },
  {
    words: 'staff list',
    options: { region: REGION },
    says: 'who works for a region: its staff, and its vendors’ people',
    columns: ['personId', 'name', 'role', 'vendorId', 'isReachable'],
    request: ({ options: { region } }) => ({ method: 'GET', path: `/regions/${segment(text(region) ?? '')}/staff` }),
  },
  {
    words: 'staff end',
    operand: 'PERSON',
    options: {},
    says: 'somebody works for their region no longer: at once they see nothing of it, and their steps are others’',
    done: 'ended',
    request: ({ operand }) => ({ method: 'DELETE', path: `/staff/${segment(operand)}` }),
  },
  {
    words: 'region summary',
    operand: 'REGION',
    options: {},
    says: 'counts of a region; 1 to 4 are hidden',
    request: ({ operand }) => ({ method: 'GET', path: `/regions/${segment(operand)}/summary` }),
  },
  {
    words: 'security-action list',
    options: { region: REGION },
    says: 'how many firms of a region are at which step to declare a star; 1 to 4 are hidden',
    request: ({ options: { region } }) => ({
      method: 'GET',
      path: withQuery('/security-actions', { regionId: region }),
    }),
  },
  {
    words: 'region view',
    options: {
      region: REGION,
      questionnaire: { value: 'office|telework', says: 'which diagnosis (office)' },
      csv: CSV,
    },
    says: 'how far a region’s firms have come with the diagnosis, and how they stand',
    isTable: true,
    shown: diagnosisTables,
    request: ({ options: { region, csv: _, ...wanted } }) => ({
      method: 'GET',
      path: withQuery(`/regions/${segment(text(region) ?? '')}/diagnosis-view`, wanted),
    }),
  },
  {
    words: 'region survey',
    options: {
      region: REGION,
      row: { value: 'QUESTION', says: 'a question with one answer, held against --column (s15)' },
      column: { value: 'QUESTION', says: 'another question (s16)' },
      round: { value: 'ROUND', says: 'only who took part in this round' },
      csv: CSV,
    },
    says: 'how a region answered the survey, guests included, each question with its N',
    isTable: true,
    shown: surveyTables,
    request: ({ options: { region, csv: _, ...wanted } }) => ({
      method: 'GET',
      path: withQuery(`/regions/${segment(text(region) ?? '')}/survey-view`, wanted),
    }),
  },
  {
    words: 'statistics',
    operand: 'REGION',
    options: { csv: CSV },
    says: 'a region’s alerts by stage and kind, industry, PC, month and firm',
    isTable: true,
    shown: statisticsTables,
    request: ({ operand }) => ({ method: 'GET', path: `/regions/${segment(operand)}/statistics` }),
  },
  {
    words: 'kpi',
    operand: 'REGION',
    options: {},
    says: 'how soon notices are claimed, told, read and done, and what a firm costs a month',
    shown: kpiTable,
    request: ({ operand }) => ({ method: 'GET', path: `/regions/${segment(operand)}/kpi` }),
  },
  {
    words: 'price',
    operand: 'REGION',
    options: {
      yen: { value: 'YEN', says: 'asked of each firm a month' },
      firms: { value: 'N', says: 'with so many firms (as many as there are)' },
      hour: { value: 'YEN', says: 'an hour of the desk or an analyst' },
      contact: { value: 'MINUTES', says: 'of the desk for what it is asked' },
      notice: { value: 'MINUTES', says: 'of an analyst for a notice' },
      visit: { value: 'YEN', says: 'a visit' },
      device: { value: 'YEN', says: 'a sensor a month' },
      insurance: { value: 'YEN', says: 'the simple insurance a month' },
      fixed: { value: 'YEN', says: 'what the whole region costs a month, however many firms there are' },
    },
    says: 'what a firm costs a month by what it really needed, and at which price that is paid for',
    shown: priceTable,
    request({ operand, options: { yen, firms, hour, contact, notice, visit, device, insurance, fixed } }) {
      const assumed = { yenPerHour: hour, deskMinutesPerContact: contact, analystMinutesPerNotice: notice }
      const others = { yenPerVisit: visit, deviceYen: device, insuranceYen: insurance, fixedYen: fixed }
      const path = `/regions/${segment(operand)}/price`
      return { method: 'GET', path: withQuery(path, { yen, firms, ...assumed, ...others }) }
    },
  },
  {
    words: 'programme show',
    operand: 'REGION',
    options: {
      version: {
        value: 'NUMBER|now',
        says: 'of those that were finished（確定）, or what is counted now (the last one)',
      },
    },
    says: 'the report of the programme, table by table; `region page --about programme` links to it as a page and paper',
    shown: programmeTables,
    isTable: true,
    request: ({ operand, options }) => ({
      method: 'GET',
      path: withQuery(`/regions/${segment(operand)}/programme`, options),
    }),
  },
  {
    words: 'region page',
    operand: 'REGION',
    options: {
      questionnaire: { value: 'office|telework', says: 'which diagnosis (office)' },
      round: { value: 'ROUND', says: 'the survey’s figures of this round instead' },
      about: { value: 'diagnosis|statistics|programme|month', says: 'what it shows (diagnosis)' },
      month: { value: 'MONTH', says: 'with --about month: which one that is over (the last)' },
      whole: { value: 'yes|no', says: 'with small numbers, too: not to be passed on (no)' },
      version: { value: 'NUMBER', says: 'of the programme’s report that were finished（確定） (the last one)' },
    },
    says: 'a link, for 30 days, to a region’s figures as a page',
    shown: ({ url }) => `${url}\n`,
    request: ({ operand, options }) => ({
      method: 'GET',
      path: withQuery(`/regions/${segment(operand)}/view-link`, options),
    }),
  },
  {
    words: 'survey round add',
    operand: 'REGION',
    options: {
      name: { value: 'NAME', says: 'of the event, as people know it: it is printed', isRequired: true },
      until: { value: 'DAY', says: 'the last day, such as 2026-12-10' },
    },
    says: 'draft（下書き）a round of the survey, for an event',
    request: ({ operand, options }) => ({
      method: 'POST',
      path: '/survey-rounds',
      body: { regionId: operand, ...options },
    }),
  },
  {
    words: 'survey round publish',
    operand: 'ROUND',
    options: {},
    says: 'publish（公開）a round: whoever sends its code on LINE answers the survey',
    request: ({ operand }) => ({ method: 'POST', path: `/survey-rounds/${segment(operand)}/publish` }),
  },
  {
    words: 'survey round close',
    operand: 'ROUND',
    options: {},
    says: 'close（締切）a round: nobody begins or goes on, what was answered is kept',
    request: ({ operand }) => ({ method: 'POST', path: `/survey-rounds/${segment(operand)}/close` }),
  },
  {
    words: 'survey round list',
    operand: 'REGION',
    options: PAGING,
    says: 'a region’s rounds: their state, and how many have answered nothing（未）, some（途中）, all（完了）',
    columns: ['id', 'name', 'state', 'code', 'untilAt', 'none', 'partway', 'finished'],
    request: ({ operand, options }) => ({
      method: 'GET',
      path: withQuery('/survey-rounds', { regionId: operand, ...options }),
    }),
  },
  {
    words: 'chamber token',
    operand: 'REGION',
    options: { name: { value: 'NAME', says: 'whose it is, such as 大船渡商工会議所', isRequired: true } },
    says: 'grant a chamber a token for its region; shown once',
    request: ({ operand, options }) => ({
      method: 'POST',
      path: '/tokens',
      body: { regionId: operand, role: 'chamber', name: options.name },
    }),
  },
  list('chamber', 'tokens that were granted', ['id', 'name', 'regionId', 'role', 'revokedAt']),
  {
    words: 'chamber revoke',
    operand: 'TOKEN-ID',
    options: {},
    says: 'revoke a chamber’s token',
    done: 'revoked',
    request: ({ operand }) => ({ method: 'DELETE', path: `/tokens/${segment(operand)}` }),
  },
]
