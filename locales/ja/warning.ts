/** A warning to all firms of an area, as their people read it. */
export const warning = {
  heading: '地域の注意報',
  todo: '今日やること',
  button: { done: 'やりました', also: 'うちも来ました', stop: 'いらない', consult: '人に相談' },
  thanks: {
    done: 'ありがとうございます。これで安心です。',
    also: '教えてくれて、ありがとうございます。窓口の人に伝えました。もし開いたり、押したりしていたら、「人に相談」を押してください。',
    stop: '分かりました。注意報は、もう送りません。あなたの会社で何か起きたときは、これからも知らせます。また見たいときは「注意報」と送ってください。',
  },
  none: 'いま、出ている注意報はありません。出たら、ここに届きます。',
} as const
