/** Files held to ransom: what to do at once, and who helps. */
export const emergency = {
  heading: 'まず、この3つをしてください',
  step: {
    unplug: 'ネットの線をぬいてください。無線（Wi-Fi）は切ってください。',
    'keep-on': '電源は切らないでください。',
    'do-not-pay': 'お金は払わないでください。ファイルも画面も消さないでください。',
  },
  outside: '会社の外でも、助けを求められます。',
  contact: {
    ipa: 'IPA（会社の相談）',
    police: '警察（急ぐときは110）',
    jpcert: 'JPCERT/CC',
  },
  ask: 'お金を払えという画面が出ていますか。ファイルの名前が、勝手に変わっていますか。',
  button: { yes: 'はい、そうです', no: 'いいえ、ちがいます' },
} as const
