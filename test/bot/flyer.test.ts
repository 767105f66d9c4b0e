import { execFileSync, spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type FlyerSheet, flyerPaper } from '#bot/pictures/flyer-paper.ts'
import { pagesOf } from '../support/pdf.ts'

const SHEET: FlyerSheet = {
  ...{ kind: 'flyer', form: 'a4', locale: 'ja', title: 'チラシ', region: '岩手の会社のみなさんへ' },
  headline: '会社のパソコン、守れていますか',
  risk: '危ない所が分からないことが、いちばん危ないことです。',
  lines: ['会社のネットを見守ります。', '何をすればよいかを伝えます。', '人が手伝います。', '自由です。'],
  meeting: { name: '第1回説明会', when: '12月10日(木) 14:30から16:30まで', place: '大船渡商工会議所' },
  link: 'https://line.me/R/oaMessage/%40otasuke/?%E3%81%8A%E3%81%9F%E3%81%99%E3%81%91%20K7Q2-ABCD',
  scan: ['スマホのカメラで読み取ってください。', '出てきた文字を、そのままLINEで送ってください。'],
  typed: {
    how: ['読み取れないときは、LINEで「@otasuke」をさがして、', '次の文字を送ってください。'],
    text: 'おたすけ K7Q2-ABCD',
  },
  questions: ['お金', '契約', '知識', '秘密', '速さ', '夜', '保険', '人'].map((ask) => ({
    ask,
    answer: '先に伝えます。'.repeat(4),
  })),
  steps: ['友だちになります。', '会社のようすを答えます。', '箱をつなぎます。', '見守りが始まります。'],
  headings: { does: 'すること', steps: '始め方', questions: 'よくある質問', begin: 'LINEで始める', plans: '料金' },
  plans: [{ name: '見守り', price: '月4,166円', says: '会社を見守ります。' }],
  from: 'お問い合わせ：大船渡商工会議所',
}
/** As long as they are. */
const REAL: Partial<FlyerSheet> = {
  lines: [
    '会社のネットを見守り、あやしい動きをさがします。',
    '見つけたら、何をすればよいかを、LINEで短く伝えます。',
    '困ったときは、人が電話や訪問で手伝います。',
    '参加するかどうかは自由です。いつでもやめられます。',
  ],
  steps: [
    'LINEで友だちになり、会社の名前を送ります。',
    '会社のようすを、LINEで答えます。15分ほどです。',
    '箱が届きます。絵を見ながら、線を1本つなぎます。',
    '見守りが始まります。ふだんは、何もしなくて大丈夫です。',
  ],
}
const WORST: Partial<FlyerSheet> = {
  headline: 'とても長い見出しでも紙からはみ出さないことを確かめるための四十文字の見出しです',
  meeting: { name: '名'.repeat(200), when: '12月10日(木) 14:30から16:30まで', place: '場'.repeat(200) },
  from: `お問い合わせ：${'長'.repeat(200)}`,
}

/** `FLYERS=DIR` keeps them there, to be looked at. */
describe.each([
  ['as it usually is', {}],
  ['as long as can be', WORST],
])('a flyer %s', (_, more) => {
  it.each([
    ['a4', 1],
    ['door', 1],
    ['tri-fold', 2],
    ['introduction', 2],
  ] as const)('%s has %i pages', async (form, pages) => {
    const pdf = await flyerPaper({ ...SHEET, ...more, form })
    if (process.env.FLYERS)
      writeFileSync(`${process.env.FLYERS}/${form}-${pages}${'meeting' in more ? '-worst' : ''}.pdf`, pdf)
    expect(pagesOf(pdf)).toBe(pages)
  })
})

it.skipIf(spawnSync('pdftotext', ['-v']).status !== 0)(
  'folded in three tells inside what it costs, where it leads to no meeting (needs Debian’s poppler-utils)',
  async () => {
    const plans = ['見守り', '見守りと駆け付け', '見守りと保険'].map((name) => ({
      ...{ name, price: '月4,166円', says: '会社のパソコンを見守り、困ったときは電話で手伝います。' },
    }))
    const inside = async (more: Partial<FlyerSheet>): Promise<string> => {
      const pdf = await flyerPaper({ ...SHEET, ...REAL, plans, ...more, form: 'tri-fold' })
      expect(pagesOf(pdf)).toBe(2)
      if (process.env.FLYERS && more.meeting === null) writeFileSync(`${process.env.FLYERS}/tri-fold-priced.pdf`, pdf)
      return execFileSync('pdftotext', ['-f', '2', '-l', '2', '-', '-'], { input: pdf }).toString()
    }
    const priced = await inside({ meeting: null })
    for (const { name } of plans) expect(priced).toContain(name)
    expect(priced.match(/月4,166円/g)).toHaveLength(3)
    expect(await inside({})).not.toContain('4,166')
  },
)
