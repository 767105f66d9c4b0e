import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasChromium, openBrowser, openPage, shoot } from './browser.ts'
import { becomes, OWN_TALK, opens, phoneOn, press, reads, slackOn, takesPhone, types, writes } from './people.ts'
import { type Program, startProgram } from './program.ts'

const ADMIN_TOKEN = 'the-admin-token-of-this-test'

describe.skipIf(!hasChromium)('a flyer in somebody’s hand (needs Debian’s chromium)', { timeout: 120_000 }, () => {
  let program: Program
  let browser: Browser
  beforeAll(async () => {
    ;[program, browser] = await Promise.all([startProgram({ ADMIN_TOKEN }), openBrowser()])
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await program?.end()
  })

  test('leads to a meeting: a stranger asks, signs up, takes it back, comes after all, and is counted (S1)', async () => {
    const page = await openPage(browser, program.url)
    const headers = { authorization: `Bearer ${ADMIN_TOKEN}` }
    const asked = async (path: string, data?: object) => {
      const url = `${program.url}/admin/v1${path}`
      return (await (data ? page.request.post(url, { headers, data }) : page.request.get(url, { headers }))).json()
    }
    const regionId = (await asked('/regions')).items[0].id
    const organisation = '大船渡商工会議所'
    const way = await asked('/recruitings', { regionId, organisation, medium: 'leaflet', reach: 1_600 })
    const in10Days = new Date(new Date().setUTCHours(5, 30, 0, 0) + 10 * 86_400_000)
    const times = { startsAt: in10Days.toISOString(), endsAt: new Date(+in10Days + 7_200_000).toISOString() }
    const told = { regionId, kind: 'briefing', name: '第1回説明会', place: organisation, seats: 30, ...times }
    const meeting = await asked('/meetings', told)
    const flyer = await asked('/flyers', { regionId, recruitingId: way.id, meetingId: meeting.id })

    const phone = phoneOn(page)
    await takesPhone(page, '菊池')
    await press(phone, '友だちに追加')
    await types(phone, decodeURIComponent(new URL(flyer.link).search.slice(1)))
    await reads(phone, /14:30から16:30まで、大船渡商工会議所/)
    await shoot(page, '90-flyer-scanned')
    await types(phone, 'これは何をしてくれるの？')
    await types(phone, '説明会に2人で行きます')
    await reads(phone, '会社の名前を教えてください。')
    await types(phone, '南部建設')
    await reads(phone, '受け付けました：南部建設 さん 2人')
    await shoot(page, '91-signed-up')
    await press(phone, '取り消す')
    await press(phone, 'もどす')
    await reads(phone, '受け付けました：南部建設 さん 2人')
    await types(phone, `受付 ${meeting.doorCode.slice(0, 4)}-${meeting.doorCode.slice(4)}`)
    await press(phone, '2人')
    await reads(phone, /席におすわりください/)
    await shoot(page, '92-at-the-door')
    const [counted] = (await asked(`/meetings?regionId=${regionId}`)).items
    expect(counted).toMatchObject({ companies: 1, people: 2, signedUp: { companies: 1, people: 2 } })

    const { code } = await asked('/invites', { regionId, role: 'chamber' })
    await becomes(page, '村上')
    await opens(slackOn(page), OWN_TALK)
    await writes(slackOn(page), `/otasuke 参加 ${code}`)
    await reads(slackOn(page), /お名前を教えてください/)
    await writes(slackOn(page), '村上')
    await reads(slackOn(page), /村上 さんですね/)
    await writes(slackOn(page), '/otasuke ちらし')
    await page.getByRole('dialog').waitFor()
    await shoot(page, '93-flyer-form')
  })
})
