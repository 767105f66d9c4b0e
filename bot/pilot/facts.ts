import type { AlertKind } from '#engine/alert.ts'
import type { AgendaItem, AttendeeKind, MeetingKind } from '#engine/meeting.ts'
import type { Medium } from '#engine/recruiting.ts'

/**
 * What the report of the pilot prints (IPA, Iwate, fiscal 2020), as numbers and names; nothing of its text. Whatever else the
 * pilot's region is filled with is made up, and says so: 架空.
 */

export const PILOT = { name: '岩手（実証のデータ）', applied: 72, started: 71, respondents: 90 } as const

export const ALERTS: Readonly<Partial<Record<AlertKind, number>>> = {
  ...{ 'dns-tunneling': 298, 'brute-force-success': 0, 'syn-flood': 1, 'known-c2': 1_049, 'dga-c2': 0 },
  ...{ 'malware-download': 1, 'abnormal-process': 1, 'brute-force-failure': 1_399, 'password-spraying': 0 },
  ...{ 'port-scan': 569, 'url-scan': 152, 'phishing-site': 69 },
}

/** None was grave, and none needed a visit. */
export const NOTICES = 7
export const CONTACTS = { joining: 13, installation: 130, security: 0, other: 0 } as const
export const VISITS = { incident: 0, trouble: 6, installation: 31 } as const
export const LEDGERS = { any: 21, withAddress: 10 } as const
export const FITTED_AS_DESIGNED = 10
export const WISHES = { securityAction: 25, continuation: 23 } as const
/** Who said so when the diagnosis was made, and who had said it in the survey a month before. */
export const TELEWORK = { diagnosis: 7, survey: 30, answered: 7 } as const

interface PrintedMeeting {
  kind: MeetingKind
  name: string
  place: string | null
  starts: string
  ends: string
  companies: number
  people: number
}

const meeting = (
  kind: MeetingKind,
  name: string,
  place: string | null,
  [day, from, to]: readonly [string, string, string],
  [companies, people]: readonly [number, number],
): PrintedMeeting => ({
  ...{ kind, name, place, companies, people },
  ...{ starts: `${day}T${from}:00+09:00`, ends: `${day}T${to}:00+09:00` },
})

export const MEETINGS: readonly PrintedMeeting[] = [
  meeting('briefing', '第1回', '大船渡商工会議所', ['2020-09-16', '14:30', '16:30'], [15, 19]),
  meeting('briefing', '第2回', '釜石・大槌地域産業育成センター', ['2020-09-17', '14:30', '16:30'], [7, 8]),
  meeting('briefing', '第3回', '陸前高田市コミュニティホール', ['2020-09-18', '14:30', '16:30'], [3, 3]),
  meeting('briefing', '第4回', '盛岡地域交流センター', ['2020-09-24', '14:30', '16:30'], [7, 7]),
  meeting('briefing', '第5回', null, ['2020-09-25', '14:30', '16:30'], [7, 8]),
  meeting('briefing', '第6回', null, ['2020-09-30', '15:30', '17:30'], [4, 4]),
  meeting('briefing', '第7回', null, ['2020-11-05', '14:00', '14:40'], [4, 4]),
  meeting('briefing', '第8回', null, ['2020-11-06', '14:00', '14:40'], [3, 3]),
  meeting('report', '1日目', null, ['2021-01-12', '14:00', '15:10'], [12, 12]),
  meeting('report', '2日目', null, ['2021-01-13', '14:00', '15:10'], [6, 7]),
  meeting('report', '3日目', null, ['2021-01-14', '14:00', '15:10'], [7, 7]),
]

const told = (says: string, minutes: number, organisation: string): AgendaItem => ({
  ...{ says, minutes, organisation, speaker: null, onlyAt: null },
})
/** Of each 報告会; 70 minutes. */
export const REPORT_AGENDA: readonly AgendaItem[] = [
  told('IPAの支援事業', 10, 'IPA'),
  told('事業報告', 30, '富士ソフト'),
  told('中小企業向けサイバー保険', 15, '東京海上日動'),
  told('SECURITY ACTION', 10, 'IPAセキュリティプレゼンター'),
  told('施策のご案内', 5, '東北経済産業局'),
]

/** At the three report meetings, in this order: 25 companies with 26 people, of which 14 with 15 took part in the pilot. */
export const ATTENDEES: readonly (readonly [kind: AttendeeKind, people: readonly number[]])[][] = [
  [
    ['participant', [1, 1, 1, 1, 1, 1, 1]],
    ['municipality', [1, 1]],
    ['association', [1, 1, 1]],
  ],
  [
    ['participant', [2, 1, 1]],
    ['municipality', [1, 1]],
    ['association', [1]],
  ],
  [
    ['participant', [1, 1, 1, 1]],
    ['university', [1]],
    ['company', [1, 1]],
  ],
]

export const RECRUITINGS: readonly (readonly [organisation: string, medium: Medium, reach: number | null])[] = [
  ['陸前高田商工会', 'leaflet', 540],
  ['大船渡商工会議所', 'leaflet', 1_600],
  ['いわて産業振興センター', 'mailing-list', 1_100],
  ['岩手県庁（製造業）', 'mailing-list', 1_000],
  ['盛岡市（起業家）', 'mailing-list', 200],
  ['岩手県情報サービス産業協会', 'mailing-list', 47],
  ['釜石・大槌地域産業育成センター', 'website', null],
  ['岩手県商工会連合会', 'referral', null],
  ['中小企業診断士協会', 'referral', null],
  ['中小企業団体中央会', 'website', null],
  ['東京海上日動の支社と代理店', 'referral', null],
  ['岩手日報', 'advertisement', null],
  ['岩手日報', 'banner', null],
  ['東海新報（2020年10月23日）', 'article', null],
  ['電話での案内', 'telephone', null],
  ['直接の訪問（10月に2回、11月に1回）', 'visit', null],
]
/** More than half came by it; how many more is made up. */
export const BY_VISIT = 38

/** 14 and 14, 7 and 7 are printed as shares of 71; the rest is one of many kinds, and made up. */
export const INDUSTRIES: readonly (readonly [industry: string, firms: number])[] = [
  ['製造業', 14],
  ['サービス業', 14],
  ['建設業', 7],
  ['情報通信業', 7],
  ['卸売業・小売業', 6],
  ['宿泊業・飲食サービス業', 5],
  ['医療・福祉', 5],
  ['運輸業', 4],
  ['金融業・保険業', 3],
  ['不動産業・物品賃貸業', 3],
  ['農林漁業', 3],
]
/** 13 of 71 have more than 50: 18 %. */
export const SIZES: readonly (readonly [employees: number, firms: number])[] = [
  [3, 24],
  [12, 14],
  [34, 20],
  [70, 8],
  [150, 4],
  [250, 1],
]
