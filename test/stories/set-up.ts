import type { Named, Story } from './world.ts'

/** 設置確認, answered by typing: what a test does not say is the smallest office there is, a router and nothing else. */
export interface SetUp {
  router?: string
  maker?: string
  model?: string
  wiring?: string
  switch?: string
  ports?: string
  mirror?: string
  wifi?: string
  pcs?: string
  printer?: string
}

export async function answersSetUp({ line }: Story, name: Named, said: SetUp = {}): Promise<void> {
  for (const text of setUpWords(name, said)) await line.says(name, text)
}

/** What is typed, one after the other. */
export function setUpWords(name: string, said: SetUp = {}): string[] {
  const { router = '買ったものがある', maker = 'ヤマハ', model = 'RTX830', wiring = '線だけ' } = said
  const { ports = 'あとで', mirror = 'ない', pcs = '8', printer = '線でつなぐ' } = said
  const hasSwitch = said.switch === 'ある'
  return [
    ...['設置確認', 'あとで', router],
    ...(router === 'ない' || router === '分からない' ? [] : [maker, model]),
    ...['あとで', wiring, '自動で決まる', said.switch ?? 'ない'],
    ...(hasSwitch ? [ports] : []),
    ...(hasSwitch || !['ない', '分からない'].includes(router) ? [mirror] : []),
    ...(hasSwitch ? ['あとで'] : []),
    ...(wiring === '線だけ' ? [] : [said.wifi ?? 'はい', ...(said.wifi === 'いいえ' ? [] : ['あとで'])]),
    ...[pcs, printer],
    ...(['線でつなぐ', '無線でつなぐ', '分からない'].includes(printer) ? ['いいえ'] : []),
    // What was put off is asked once more.
    ...['いない', name, '大船渡市盛町1-1', '0192000000', 'あとで', 'あとで', ...(hasSwitch ? ['あとで'] : [])],
  ]
}
